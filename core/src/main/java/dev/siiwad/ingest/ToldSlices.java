package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import dev.siiwad.source.Slice;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the slices of a shared run have read, as whoever publishes it tells those who help: once for all of them, so that none loads the checkpoint of each slice. Kept beside the list of the
 * whole, under the attempt that publishes, a line for each slice in order:
 *
 * <pre>
 * 3000 2988 481920 15233 sha256:… 1:2 3:5     documents read and kept, bytes of their texts, length of the last segment, output digest, attempts and the last segment of each
 * </pre>
 */
final class ToldSlices {
    private static final Pattern LINE =
            Pattern.compile("(\\d+) (\\d+) (\\d+) (\\d+) (sha256:[0-9a-f]{64})((?: \\d+:\\d+)*)");

    private ToldSlices() {}

    /** @param plan as the attempt has committed it that publishes */
    static void store(SegmentStore whole, Checkpoint plan, List<JoinedSegments.Share> shares) throws IOException {
        String text = shares.stream().map(share -> line(share.checkpoint())).collect(Collectors.joining("\n"));
        whole.storePayload(plan.runId(), name(plan), text);
    }

    private static String name(Checkpoint plan) {
        return "read slices, told by attempt " + plan.attempt();
    }

    private static String line(Checkpoint slice) {
        Extent extent = slice.extent();
        StringBuilder line = new StringBuilder()
                .append(extent.lastIndex())
                .append(' ')
                .append(extent.processedCount())
                .append(' ')
                .append(extent.textBytes())
                .append(' ')
                .append(extent.lastSegmentBytes())
                .append(' ')
                .append(extent.outputDigest().value());
        for (SegmentRange range : extent.segments()) {
            line.append(' ').append(range.attempt()).append(':').append(range.last());
        }
        return line.toString();
    }

    /** Empty as long as the attempt that has committed the plan has not told it, or where it is damaged: whoever publishes needs no help. */
    static Optional<List<JoinedSegments.Share>> read(Storage storage, Checkpoint plan, List<Slice> slices)
            throws IOException {
        Optional<String> text;
        try {
            text = storage.segments(plan.source()).payload(plan.runId(), name(plan));
        } catch (DamagedSegmentException notAsItWasKept) {
            return Optional.empty();
        }
        List<String> lines = text.stream().flatMap(String::lines).toList();
        if (lines.size() != slices.size()) {
            return Optional.empty();
        }
        List<JoinedSegments.Share> shares = new ArrayList<>();
        for (Slice slice : slices) {
            Matcher line = LINE.matcher(lines.get(shares.size()));
            if (!line.matches()) {
                return Optional.empty();
            }
            shares.add(new JoinedSegments.Share(checkpoint(plan, slice, line), storage.segments(slice.id())));
        }
        return Optional.of(shares);
    }

    /** Positions are not told: those who help read no source. */
    private static Checkpoint checkpoint(Checkpoint plan, Slice slice, Matcher line) {
        List<SegmentRange> ranges = new ArrayList<>();
        for (String range : line.group(6).strip().split(" ")) {
            int colon = range.indexOf(':');
            if (colon > 0) {
                ranges.add(new SegmentRange(
                        Integer.parseInt(range.substring(0, colon)), Long.parseLong(range.substring(colon + 1))));
            }
        }
        Extent extent = new Extent(
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                Position.START,
                ranges,
                Long.parseLong(line.group(4)),
                Optional.empty(),
                new OutputDigest(line.group(5)),
                true,
                false);
        Run whole = plan.run();
        Run run = new Run(
                whole.id(),
                slice.id(),
                whole.started(),
                0,
                slice.part().id(),
                whole.settings(),
                Optional.empty(),
                whole.form(),
                Optional.empty());
        int attempt = ranges.isEmpty() ? 1 : ranges.get(ranges.size() - 1).attempt();
        Claim claim = new Claim(attempt, 0, Optional.empty(), plan.owner());
        return new Checkpoint(run, claim, extent, plan.timestamp(), new TreeMap<>());
    }
}
