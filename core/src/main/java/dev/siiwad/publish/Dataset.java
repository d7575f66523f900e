package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A published dataset, as its receipt describes it.
 *
 * @param run names it: a dataset is what one run published
 * @param day the date in the name of its directory
 * @param firstIndex offset of the first document that was read
 * @param lastIndex offset after the last one
 * @param setAside how many units of the source are missing from it
 * @param whole whether all of the source was read, from its first document to its end
 * @param info what all documents share; empty if an earlier version published it
 * @param files without the receipt, in order
 * @param receipt where its receipt is, for people
 * @param digest of the bytes of its receipt
 * @param problems what is wrong with its files as far as their names and lengths tell, each with the place; only {@link Datasets#verify} reads them
 */
public record Dataset(
        SourceId source,
        RunId run,
        LocalDate day,
        Instant started,
        String snapshot,
        Settings settings,
        String programVersion,
        long firstIndex,
        long lastIndex,
        Tally tally,
        long setAside,
        boolean whole,
        Optional<SourceInfo> info,
        Relations relations,
        List<Receipt.PublishedFile> files,
        String receipt,
        String digest,
        List<String> problems) {
    /** The newest last. */
    public static final Comparator<Dataset> BY_AGE =
            Comparator.comparing(Dataset::started).thenComparing(Dataset::run);

    public Dataset {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** Whether its files are there, with the lengths that its receipt says. */
    public boolean sound() {
        return problems.isEmpty();
    }

    public long bytes() {
        return files.stream().mapToLong(Receipt.PublishedFile::bytes).sum();
    }
}
