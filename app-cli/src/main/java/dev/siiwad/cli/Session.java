package dev.siiwad.cli;

import dev.siiwad.storage.file.CheckpointFiles;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.NioDisk;
import java.nio.file.Path;
import java.time.Instant;

/** One call of the program: what it was told, and where it talks to. */
record Session(Shell shell, Environment environment, ProgressLine line, Interruption interruption) {
    /** How the user calls the program; the launcher tells. */
    String program() {
        return environment.text("SIIWAD_COMMAND").orElse("siiwad");
    }

    /** Prints a line of a result. */
    void print(String text) {
        shell.out().println(text);
        shell.out().flush();
    }

    Path resolve(Path path) {
        return shell.directory().resolve(path);
    }

    Instant now() {
        return Instant.now();
    }

    FileCheckpointStore checkpoints(Directories directories) {
        return new FileCheckpointStore(directories.staging(), new NioDisk(), Instant::now);
    }

    CheckpointFiles checkpointFiles(Directories directories) {
        return new CheckpointFiles(directories.staging(), new NioDisk());
    }
}
