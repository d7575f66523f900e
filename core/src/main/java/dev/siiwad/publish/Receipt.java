package dev.siiwad.publish;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceInfo;
import java.util.List;

/**
 * The proof left beside a published dataset: every offset from the first to the last is accounted for, once.
 *
 * @param checkpoint the last one of the run: run id, source, snapshot, settings, offsets and output digest
 * @param tally what became of the documents read
 * @param info what all documents share
 * @param relations what it has to do with other datasets of the source
 * @param ranges which attempt read which offsets, without gap or overlap
 * @param setAside the units that are missing from it
 * @param origin what it was made from
 * @param files the published files, in order
 * @param directory where they are, for people
 */
public record Receipt(
        Checkpoint checkpoint,
        Tally tally,
        SourceInfo info,
        Relations relations,
        List<Range> ranges,
        SetAside setAside,
        Origin origin,
        List<PublishedFile> files,
        String directory) {
    public Receipt {
        ranges = List.copyOf(ranges);
        files = List.copyOf(files);
    }

    /**
     * Units that were broken for good.
     *
     * @param count how many there are
     * @param units the first {@value #NAMED_MAX} of them; all are in the quarantine
     */
    public record SetAside(long count, List<Unit> units) {
        public static final int NAMED_MAX = 10_000;
        public static final SetAside NONE = new SetAside(0, List.of());

        public SetAside {
            units = List.copyOf(units);
        }
    }

    /**
     * A unit that was set aside.
     *
     * @param offset of the document that it counts as
     */
    public record Unit(long offset, String name, String reason) {}

    /** Offsets {@code firstIndex} to {@code lastIndex}, the last not included, as one attempt committed them. */
    public record Range(int attempt, long firstIndex, long lastIndex) {}

    /**
     * @param documents how many it holds
     * @param sha256 64 hexadecimal digits over its bytes
     */
    public record PublishedFile(String name, long documents, long bytes, String sha256) {}
}
