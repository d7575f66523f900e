package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.storage.TemporaryDirectory;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A directory of this machine, and one below it for each run.
 *
 * @param directory made for the test, and removed with it
 */
public record ScratchDirectory(Path directory, SourceId source) implements Scratch {
    /** Makes one that nobody has. */
    public static Path create(Path above) throws IOException {
        return Files.createTempDirectory(above.toAbsolutePath().normalize(), "siiwad-crashtest-");
    }

    @Override
    public String where() {
        return directory.toString();
    }

    @Override
    public String storage(String run) {
        return directory.resolve(run).toString();
    }

    @Override
    public Map<String, String> environment(String run) {
        return Map.of();
    }

    @Override
    public boolean onDisk() {
        return true;
    }

    @Override
    public boolean inProgress(String run) {
        return FileStorage.below(directory.resolve(run)).checkpointAdmin().exists(source);
    }

    @Override
    public Path silver(String run) {
        return directory.resolve(run).resolve(Layout.SILVER);
    }

    @Override
    public void remove(String run) throws IOException {
        TemporaryDirectory.delete(directory.resolve(run));
    }

    @Override
    public void remove() throws IOException {
        TemporaryDirectory.delete(directory);
    }
}
