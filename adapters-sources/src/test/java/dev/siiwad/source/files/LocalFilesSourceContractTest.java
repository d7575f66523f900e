package dev.siiwad.source.files;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesSourceContractTest extends SourceContract {
    @TempDir
    private Path directory;

    @Override
    protected Source open() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : Samples.everyFormat().entrySet()) {
            if (file.getKey().startsWith("data/")) {
                Path path = directory.resolve(file.getKey().substring("data/".length()));
                files.add(Files.exists(path) ? path : Files.write(path, file.getValue()));
            }
        }
        return LocalFilesSource.of(files, Optional.empty(), Fields.C4, "so", "unknown");
    }
}
