package dev.siiwad.source.files;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
        return of(files);
    }

    @Override
    protected Source openCutShort() throws IOException {
        byte[] whole = Samples.everyFormat().get("data/part-3.jsonl.zst");
        Path cut = directory.resolve("cut.jsonl.zst");
        return of(List.of(Files.write(cut, Arrays.copyOf(whole, whole.length - whole.length / 4))));
    }

    private Source of(List<Path> files) throws IOException {
        return LocalFilesSource.of(files, Optional.empty(), Fields.C4, "so", "unknown", directory.resolve("raw"));
    }
}
