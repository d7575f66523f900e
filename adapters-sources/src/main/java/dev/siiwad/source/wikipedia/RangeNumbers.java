package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.Optional;

/**
 * Which number the first page of a range has in the compressed stream that it is in. Where reading began inside the stream pages are counted from there, and what is said of
 * a broken one is not to depend on that.
 *
 * @param counted stream and number where the range alone is read
 * @param whole the same where the file is read from its start; both are empty if no page begins in the range
 */
record RangeNumbers(Optional<Numbered> counted, Optional<Numbered> whole) {
    /** A page by its number in a stream. */
    record Numbered(long stream, long number) {
        private static Numbered of(PageSlice page) {
            return new Numbered(page.stream(), page.number());
        }
    }

    /** Costs the decompression of all that lies before the range. */
    static RangeNumbers of(DumpFile file, DumpRange range, int pageBytesMax) throws IOException {
        return new RangeNumbers(
                first(file, range.start(file, pageBytesMax), range, pageBytesMax),
                first(file, DumpPosition.START, range, pageBytesMax));
    }

    private static Optional<Numbered> first(DumpFile file, DumpPosition from, DumpRange range, int pageBytesMax)
            throws IOException {
        try (DumpPages pages = DumpPages.open(file.again(), from, pageBytesMax, 1)) {
            Optional<PageSlice> page = pages.nextSlice();
            while (page.isPresent() && range.isBefore(page.get(), file.length())) {
                page = pages.nextSlice();
            }
            return page.map(Numbered::of);
        }
    }

    /** The page with the number that it has where the whole file is read. Streams that begin after the range does are told alike. */
    PageSlice inFile(PageSlice page) {
        if (counted.isEmpty() || whole.isEmpty() || page.stream() != counted.get().stream()) {
            return page;
        }
        long number = page.number() - counted.get().number() + whole.get().number();
        return page.numbered(whole.get().stream(), number);
    }
}
