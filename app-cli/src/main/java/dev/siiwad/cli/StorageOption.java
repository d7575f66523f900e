package dev.siiwad.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to look for what is kept. */
final class StorageOption {
    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "Where checkpoints, downloads and datasets are kept (default: data)")
    private Optional<String> storage = Optional.empty();

    Directories directories(Session session) {
        return Directories.of(session.environment(), session.shell().directory(), storage);
    }
}
