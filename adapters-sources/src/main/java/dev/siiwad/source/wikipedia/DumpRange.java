package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Bz2Blocks;
import dev.siiwad.source.packed.Bz2Place;
import dev.siiwad.source.pinned.Payload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * One of several ranges of about the same length that a dump file is read in. A page is in the range in which the block, or the byte of a file that is not packed, lies
 * with which its start tag ends: so the ranges together have every page once, wherever blocks, streams and pages are cut.
 *
 * @param number counted from 1
 * @param count how many there are
 */
record DumpRange(int number, int count) {
    private static final String RANGE = "range";
    private static final String LIST = "list of its files";

    /** How far before its range the first look for the end of a page begins. */
    private static final long BACK_BYTES_MIN = 64;

    DumpRange {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("range " + number + " of " + count);
        }
    }

    /** Snapshots of the ranges of a dump of one file, each with one more member: {@code "range":{"number":2,"count":4}}. */
    static List<Snapshot> slices(Snapshot whole, int count) throws SourceException {
        if (count == 1) {
            return List.of(whole);
        }
        ObjectNode json = (ObjectNode) Payload.of(whole, LIST).json();
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> {
                    json.putObject(RANGE).put("number", number).put("count", count);
                    return Snapshot.of(whole.id(), json.toString());
                })
                .toList();
    }

    /** The one that a snapshot is of; empty if it is of all. */
    static Optional<DumpRange> of(Snapshot pinned) throws SourceException {
        Payload payload = Payload.of(pinned, LIST);
        JsonNode range = payload.json().path(RANGE);
        if (range.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DumpRange(
                    range.path("number").asInt(), range.path("count").asInt()));
        } catch (IllegalArgumentException e) {
            throw payload.damaged(e.getMessage());
        }
    }

    /** The byte that it begins with, in a file of so many. */
    long from(long bytes) {
        return part(bytes, number - 1);
    }

    /** The byte that it ends before. */
    long to(long bytes) {
        return part(bytes, number);
    }

    private long part(long bytes, int parts) {
        return bytes / count * parts + bytes % count * parts / count;
    }

    /** Whether a page begins before it. */
    boolean isBefore(PageSlice page, long bytes) {
        return page.begins() < from(bytes) * Byte.SIZE;
    }

    /** Whether a page begins after it. */
    boolean isAfter(PageSlice page, long bytes) {
        return number < count && page.begins() >= to(bytes) * Byte.SIZE;
    }

    /**
     * The place from which on its first page is read: that after the last page before it. It is looked for from a block shortly before the range, and from further back if
     * no page ends between that and the range, for in the middle of a page nothing tells where the next one begins; at last from the start of the file.
     */
    DumpPosition start(DumpFile file, int pageBytesMax) throws IOException {
        long from = from(file.length());
        for (long back = BACK_BYTES_MIN; back < from; back *= 2) {
            Optional<DumpPosition> near = near(file, from - back);
            Optional<DumpPosition> start =
                    near.isPresent() ? startFrom(near.get(), file, pageBytesMax) : Optional.empty();
            if (start.isPresent()) {
                return start.get();
            }
        }
        return from == 0 ? DumpPosition.START : lastBefore(DumpPosition.START, file, pageBytesMax);
    }

    /** Where reading can begin after this byte and before the range. */
    private Optional<DumpPosition> near(DumpFile file, long from) throws IOException {
        DumpFormat format = DumpFormat.of(file);
        if (format == DumpFormat.PLAIN) {
            return Optional.of(new DumpPosition.AtByte(from));
        }
        if (format != DumpFormat.BZ2) {
            return Optional.empty();
        }
        OptionalLong bit = Bz2Blocks.blockBetween(file, from, from(file.length()));
        return bit.isEmpty()
                ? Optional.empty()
                : Optional.of(new DumpPosition.InBlock(new BlockPlace(Bz2Place.inside(bit.getAsLong()), 0), 0));
    }

    /** Empty if no page is read from there that ends before the range, or what is there is no page. */
    private Optional<DumpPosition> startFrom(DumpPosition near, DumpFile file, int pageBytesMax) throws IOException {
        try (DumpPages pages = DumpPages.openAnywhere(file.again(), near, pageBytesMax)) {
            Optional<PageSlice> first = pages.nextSlice();
            boolean known = first.isPresent()
                    && first.get().problem().isEmpty()
                    && first.get().ends() < from(file.length()) * Byte.SIZE;
            return known ? Optional.of(lastBefore(pages, DumpPosition.after(first.get()), file)) : Optional.empty();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException onlySeemedToBeAPlace) {
            return Optional.empty();
        }
    }

    private DumpPosition lastBefore(DumpPosition from, DumpFile file, int pageBytesMax) throws IOException {
        try (DumpPages pages = DumpPages.open(file.again(), from, pageBytesMax, 1)) {
            return lastBefore(pages, from, file);
        }
    }

    private DumpPosition lastBefore(DumpPages pages, DumpPosition from, DumpFile file) throws IOException {
        DumpPosition last = from;
        Optional<PageSlice> page = pages.nextSlice();
        while (page.isPresent() && isBefore(page.get(), file.length())) {
            last = DumpPosition.after(page.get());
            page = pages.nextSlice();
        }
        return last;
    }
}
