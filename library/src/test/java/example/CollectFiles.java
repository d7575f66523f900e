package example;

import dev.siiwad.Ingestion;
import dev.siiwad.LocalFilesOptions;
import dev.siiwad.Siiwad;
import dev.siiwad.ingest.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A whole program: collects the texts of files, and resumes where it was stopped if it is called again. */
public final class CollectFiles {
    private CollectFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        List<Path> files = List.of(Path.of(arguments[1]));
        try (Siiwad siiwad = Siiwad.open(data)) {
            Runtime.getRuntime().addShutdownHook(new Thread(siiwad::stop));
            Ingestion ingestion = siiwad.files(LocalFilesOptions.of(files)).minLength(20);
            RunReport report = ingestion.run();
            if (report instanceof RunReport.Completed completed) {
                System.out.println(completed.receipt().tally().kept() + " texts in "
                        + completed.receipt().directory());
            }
        }
    }
}
