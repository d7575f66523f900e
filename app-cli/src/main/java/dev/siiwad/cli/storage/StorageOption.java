package dev.siiwad.cli.storage;

import dev.siiwad.cli.terminal.CommandText;
import dev.siiwad.storage.Storage;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to look for what is kept. */
public final class StorageOption {
    @Option(
            names = "--storage",
            paramLabel = "DIR|S3",
            description =
                    "Where checkpoints and datasets are kept: a directory, or s3://bucket/prefix (default: ${bundle:SDC_STORAGE__URL})")
    private Optional<String> storage = Optional.empty();

    /** Its value, if there is one. */
    public Optional<String> typed() {
        return storage;
    }

    /** The same option for a command that the user may type next, or nothing. */
    public String again() {
        return again(storage);
    }

    public static String again(Optional<String> typed) {
        return typed.map(storage -> " --storage " + CommandText.quoted(storage)).orElse("");
    }

    public Directories directories(Storages storages) {
        return storages.directories(storage);
    }

    /** Opens it; whoever opens it closes it. */
    public Storage open(Storages storages) {
        return storages.open(directories(storages), false);
    }
}
