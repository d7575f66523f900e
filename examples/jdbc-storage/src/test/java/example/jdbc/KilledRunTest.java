package example.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.publish.Datasets;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    private static final SourceId SOURCE = new SourceId("Wikipedia-Somali");
    /** An odd one is left for the commit that says that all was read. */
    private static final int ARTICLES = 601;

    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    private BufferedReader lines;

    @Test
    void aRunThatIsKilledAgainAndAgainPublishesWhatOneOnFilesPublishesAtOnce() throws Exception {
        Path dump = Dump.write(directory.resolve("sowiki.xml"), ARTICLES);
        Path database = Files.createDirectory(directory.resolve("database"));
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = start(database, dump);
            for (int n = 0; n < 3 * kill; n++) {
                assertThat(lines.readLine()).isEqualTo(WikipediaRun.COMMITTED);
            }
            assertThat(kill(process)).as("exit status after SIGKILL").isEqualTo(128 + 9);
        }
        Process publishing = start(database, dump);
        assertThat(lines.lines().filter(WikipediaRun.ALL_READ::equals).findFirst())
                .isPresent();
        kill(publishing); // where that comes too late, the run is finished

        try (Storage storage = H2.open(database);
                Storage files = FileStorage.below(directory.resolve("data"))) {
            RunReport report = WikipediaRun.run(storage, dump, event -> {});
            assertThat(report).isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
            WikipediaRun.run(files, dump, event -> {});
            assertThat(parts(storage.datasets())).isNotEmpty().isEqualTo(parts(files.datasets()));
            assertThat(storage.datasets().verify(Optional.of(SOURCE)).findings())
                    .isEmpty();
            assertThat(storage.checkpoints().list()).isEmpty();
        }
    }

    private Process start(Path database, Path dump) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WikipediaRun.class.getName(),
                        database.toString(),
                        dump.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
        return process;
    }

    /** Without a chance to say goodbye. */
    private int kill(Process process) throws Exception {
        process.destroyForcibly();
        lines.close();
        return process.waitFor();
    }

    /** The bytes of all files but the receipt, which says how the run was cut into attempts. */
    private static Map<String, String> parts(Datasets datasets) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        for (String name : datasets.files(SOURCE)) {
            if (!name.endsWith("-receipt.json")) {
                try (InputStream in = datasets.open(SOURCE, name)) {
                    parts.put(name, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return parts;
    }
}
