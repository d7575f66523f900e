package dev.siiwad.source.http;

import dev.siiwad.source.proved.OwnFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a part have arrived, where several connections bring it, and which of the others one brings now. What has arrived is kept beside the part, a line
 * for every MiB of each connection, written after the bytes, the end not included:
 *
 * <pre>
 * siiwad-ranges/1 bytes=2500000000
 * 0 1048576
 * 1250000000 1251048576
 * </pre>
 *
 * <p>A line that is cut short counts for nothing. That the bytes are on the disk is for the checksum of the whole file to prove. Safe for use by several threads.
 */
final class PartRanges {
    /** Less is not worth a connection of its own. */
    static final long STRETCH_BYTES_MIN = 4L << 20;

    private static final long RECORDED_BYTES = 1L << 20;
    private static final String FORM = "siiwad-ranges/1 bytes=";
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) (\\d{1,18})");

    private final Path lines;
    private final long total;
    private final long stretchBytesMin;
    private final NavigableMap<Long, Long> arrived = new TreeMap<>();
    private final List<Stretch> underWay = new ArrayList<>();

    private PartRanges(Path lines, long total, long stretchBytesMin) {
        this.lines = lines;
        this.total = total;
        this.stretchBytesMin = stretchBytesMin;
    }

    /** What one connection brings: from the next byte to the end, which another one may bring nearer. */
    static final class Stretch {
        private long next;
        private long end;
        private long recorded;

        private Stretch(long next, long end) {
            this.next = next;
            this.end = end;
            this.recorded = next;
        }

        private long left() {
            return end - next;
        }
    }

    /** What is kept of a part; empty if nothing is, so that the part has no holes. */
    static Optional<PartRanges> kept(Path lines, long stretchBytesMin) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(lines), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> whole =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        String first = whole.isEmpty() ? "" : whole.get(0);
        if (!first.matches(FORM + "\\d{1,18}")) {
            return Optional.of(new PartRanges(lines, 0, stretchBytesMin));
        }
        PartRanges ranges = new PartRanges(lines, Long.parseLong(first.substring(FORM.length())), stretchBytesMin);
        for (String line : whole) {
            Matcher range = LINE.matcher(line);
            if (range.matches()) {
                ranges.merge(Long.parseLong(range.group(1)), Math.min(ranges.total, Long.parseLong(range.group(2))));
            }
        }
        return Optional.of(ranges);
    }

    /** Begins to keep account of a part that has no holes yet. */
    static PartRanges begin(Path lines, long total, long have, long stretchBytesMin) throws IOException {
        PartRanges ranges = new PartRanges(lines, total, stretchBytesMin);
        ranges.merge(0, have);
        OwnFile.write(lines, FORM + total + "\n0 " + have + "\n");
        return ranges;
    }

    /** The length of the whole file. */
    long total() {
        return total;
    }

    /** Whether this can be said of a part of this length. */
    synchronized boolean fits(long length) {
        return total > 0 && (arrived.isEmpty() || arrived.lastEntry().getValue() <= length);
    }

    /** How many bytes have arrived. */
    synchronized long bytes() {
        long bytes = underWay.stream()
                .mapToLong(stretch -> stretch.next - stretch.recorded)
                .sum();
        for (Map.Entry<Long, Long> range : arrived.entrySet()) {
            bytes += range.getValue() - range.getKey();
        }
        return bytes;
    }

    /** Whether all have, and are noted. */
    synchronized boolean isWhole() {
        return arrived.size() == 1 && arrived.firstEntry().equals(Map.entry(0L, total));
    }

    /** Gives its caller what nobody brings: the first hole, or half of what another one has still to bring, if that is much. */
    synchronized Optional<Stretch> take() {
        long at = 0;
        while (at < total) {
            long after = passed(at);
            if (after == at) {
                return Optional.of(add(at, holeEnd(at)));
            }
            at = after;
        }
        Optional<Stretch> longest = underWay.stream().max(Comparator.comparingLong(Stretch::left));
        if (longest.isEmpty() || longest.get().left() < 2 * stretchBytesMin) {
            return Optional.empty();
        }
        long end = longest.get().end;
        longest.get().end -= longest.get().left() / 2;
        return Optional.of(add(longest.get().end, end));
    }

    /** Gives its caller the hole that begins here. */
    synchronized Stretch takeFrom(long at) {
        return add(at, holeEnd(at));
    }

    /** How many of the bytes of an answer that ends here its caller has still to bring; it takes over what another one has given back. */
    synchronized long room(Stretch stretch, long answerEnd) {
        if (stretch.left() <= 0 && stretch.next < answerEnd && passed(stretch.next) == stretch.next) {
            stretch.end = holeEnd(stretch.next);
        }
        return Math.min(stretch.end, answerEnd) - stretch.next;
    }

    /** The next byte that it has to bring. */
    synchronized long next(Stretch stretch) {
        return stretch.next;
    }

    synchronized long end(Stretch stretch) {
        return stretch.end;
    }

    /** So many more were written. */
    synchronized void advance(Stretch stretch, int count) throws IOException {
        stretch.next += count;
        if (stretch.next - stretch.recorded >= RECORDED_BYTES) {
            record(stretch);
        }
    }

    /** Nobody brings the rest of it any more. */
    synchronized void giveBack(Stretch stretch) throws IOException {
        try {
            record(stretch);
        } finally {
            underWay.remove(stretch);
            notifyAll();
        }
    }

    /** The same, as soon as there is something to bring; empty when all has arrived. */
    synchronized Optional<Stretch> takeWaiting() throws InterruptedIOException {
        while (!isWhole()) {
            Optional<Stretch> stretch = take();
            if (stretch.isPresent()) {
                return stretch;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while other connections bring the rest");
            }
        }
        return Optional.empty();
    }

    private Stretch add(long next, long end) {
        Stretch stretch = new Stretch(next, end);
        underWay.add(stretch);
        return stretch;
    }

    private void record(Stretch stretch) throws IOException {
        if (stretch.next > stretch.recorded) {
            OwnFile.append(lines, stretch.recorded + " " + stretch.next + "\n");
            merge(stretch.recorded, stretch.next);
            stretch.recorded = stretch.next;
        }
    }

    /** The end of what holds this byte, has arrived or is under way; the byte itself if nothing does. */
    private long passed(long at) {
        Map.Entry<Long, Long> before = arrived.floorEntry(at);
        if (before != null && before.getValue() > at) {
            return before.getValue();
        }
        return underWay.stream()
                .filter(stretch -> stretch.recorded <= at && at < stretch.end)
                .mapToLong(stretch -> stretch.end)
                .max()
                .orElse(at);
    }

    private long holeEnd(long at) {
        long end = Optional.ofNullable(arrived.ceilingKey(at)).orElse(total);
        return underWay.stream()
                .mapToLong(stretch -> stretch.recorded)
                .filter(begin -> begin > at)
                .reduce(end, Math::min);
    }

    private void merge(long from, long end) {
        long first = from;
        long last = end;
        if (from >= end) {
            return;
        }
        Map.Entry<Long, Long> before = arrived.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            first = before.getKey();
            last = Math.max(last, before.getValue());
        }
        for (Map.Entry<Long, Long> next = arrived.ceilingEntry(first); next != null && next.getKey() <= last; ) {
            last = Math.max(last, next.getValue());
            arrived.remove(next.getKey());
            next = arrived.ceilingEntry(first);
        }
        arrived.put(first, last);
    }
}
