package dev.siiwad.cli.storage;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.tiktok.TikTokSource;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What money was paid for, before it is thrown away. */
public final class PaidContent {
    private PaidContent() {}

    /** What an unfinished run of a source has bought, in a sentence; empty if nothing was paid for, or nobody can tell. */
    public static Optional<String> of(Storage storage, SourceId source) throws IOException {
        try {
            if (!(storage.checkpoints().load(source) instanceof Saved.Committed committed)) {
                return Optional.empty();
            }
            return committed.checkpoint().run().plan().isPresent()
                    ? ofSlices(storage, source)
                    : of(committed.checkpoint());
        } catch (CorruptCheckpointException unknown) {
            return Optional.empty();
        }
    }

    /** What is paid for by a budget is one slice. */
    private static Optional<String> ofSlices(Storage storage, SourceId whole) throws IOException {
        for (SourceId slice : storage.checkpoints().list()) {
            if (Slice.wholeOf(slice).equals(Optional.of(whole))) {
                Optional<String> paid = of(storage, slice);
                if (paid.isPresent()) {
                    return paid;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(Checkpoint checkpoint) {
        return Optional.of(checkpoint)
                .filter(run -> TikTokSource.isPaidFor(run.position()))
                .map(run -> String.format(
                        Locale.ROOT,
                        "The unfinished run %s holds %,d documents that were paid for. Begun anew, they are bought again.",
                        run.runId(),
                        run.lastIndex() - run.firstIndex()));
    }
}
