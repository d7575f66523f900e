package dev.siiwad.cli;

import dev.siiwad.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to look for what is kept. */
final class StorageOption {
    @Option(
            names = "--storage",
            paramLabel = "DIR|S3",
            description = "Where checkpoints and datasets are kept: a directory, or s3://bucket/prefix (default: data)")
    private Optional<String> storage = Optional.empty();

    /** The same option for a command that the user may type next, or nothing. */
    String again() {
        return again(storage);
    }

    static String again(Optional<String> typed) {
        return typed.map(storage -> " --storage " + CommandText.quoted(storage)).orElse("");
    }

    /** Opens it; whoever opens it closes it. */
    Storage open(Session session) {
        Path working = session.shell().directory();
        return Directories.of(session.environment(), working, storage).storage(session.environment(), working, false);
    }
}
