package dev.siiwad.source.tiktok;

import dev.siiwad.source.PositionFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Videos of a list, as ranges in order: {@code 20-40,60-65}, ends exclusive. */
record VideoRanges(List<Range> ranges) {
    static final VideoRanges NONE = new VideoRanges(List.of());
    /** A position is one line: beyond this many, what lies between the last two is counted as well. */
    static final int RANGES_MAX = 40;

    private static final Pattern FORM =
            Pattern.compile(AheadField.VIDEOS + "(?:," + AheadField.VIDEOS + "){0," + (RANGES_MAX - 1) + "}");

    VideoRanges {
        ranges = List.copyOf(ranges);
    }

    /** From a video to an end (exclusive). */
    record Range(int from, int to) {}

    static VideoRanges of(PositionFields fields, String name) throws IOException {
        List<Range> ranges = new ArrayList<>();
        for (String text : fields.text(name, FORM).split(",")) {
            int[] range = AheadField.range(fields, text);
            ranges.add(new Range(range[0], range[1]));
        }
        return new VideoRanges(ranges);
    }

    /** With one more, which follows those there are. */
    VideoRanges plus(int from, int to) {
        List<Range> more = new ArrayList<>(ranges);
        Range last = more.isEmpty() ? new Range(from, from) : more.get(more.size() - 1);
        if (last.to() == from && !more.isEmpty() || more.size() == RANGES_MAX) {
            more.set(more.size() - 1, new Range(last.from(), to));
        } else {
            more.add(new Range(from, to));
        }
        return new VideoRanges(more);
    }

    boolean contains(int video) {
        return ranges.stream().anyMatch(range -> range.from() <= video && video < range.to());
    }

    String text() {
        return ranges.stream().map(range -> range.from() + "-" + range.to()).collect(Collectors.joining(","));
    }
}
