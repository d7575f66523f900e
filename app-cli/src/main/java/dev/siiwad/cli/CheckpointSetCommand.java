package dev.siiwad.cli;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad checkpoint set SOURCE --offset N}: what people wrote by hand, to begin at an offset. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = "Makes the next run a new one that begins at an offset. What stood is kept beside it.")
final class CheckpointSetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Such as Wikipedia-Somali")
    private SourceId source;

    @Option(names = "--offset", required = true, paramLabel = "N", description = "How many documents to pass over")
    private Natural offset;

    @Mixin
    private StorageOption place;

    private final Session session;

    CheckpointSetCommand(Session session) {
        this.session = session;
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public Integer call() throws IOException {
        try (Storage storage = place.open(session)) {
            try (Closeable held = storage.checkpoints().acquire(source)) {
                Optional<String> replaced = storage.keepReplaced(source);
                String runId = RunIds.of(session.now(), source, new SecureRandom().nextInt())
                        .value();
                storage.set(new Saved.OffsetOnly(offset.value(), offset.value(), session.now(), runId, source));
                session.print("The next run of " + source + " is a new one and begins at offset " + offset.value()
                        + replaced.map(file -> ". What stood is kept as " + file)
                                .orElse(""));
                return ExitCode.DONE;
            }
        }
    }
}
