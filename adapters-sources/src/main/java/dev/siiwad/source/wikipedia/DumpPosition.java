package dev.siiwad.source.wikipedia;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;

/**
 * A place in one file of a dump.
 *
 * <pre>
 * stream=48211093 page=7    after 7 pages from the compressed stream at this byte on; in a gzip file, from the start on: 0
 * byte=5120                 at this byte, after a page; only in a file that is not compressed
 * </pre>
 *
 * With a dump of several files, the name of the file and a blank come first.
 */
sealed interface DumpPosition {
    DumpPosition START = new InStream(0, 0);

    record InStream(long stream, long page) implements DumpPosition {
        @Override
        public String toString() {
            return "stream=" + stream + " page=" + page;
        }
    }

    record AtByte(long offset) implements DumpPosition {
        @Override
        public String toString() {
            return "byte=" + offset;
        }
    }

    /** The error that there is no such place in a file. */
    default SourceException notIn(DumpFile file) {
        return new SourceException(
                file.name() + ": position " + this + " is not a place in this file of " + file.bytes()
                        + " bytes; it belongs to another one",
                new Remedy.StartOver(false));
    }

    static DumpPosition after(PageSlice page) {
        return page.end() >= 0 ? new AtByte(page.end()) : new InStream(page.stream(), page.number() + 1);
    }

    static DumpPosition of(PositionFields fields) throws SourceException {
        if (fields.has("byte")) {
            return new AtByte(fields.requireOnly("byte").number("byte", Long.MAX_VALUE));
        }
        fields.requireOnly("stream", "page");
        return new InStream(fields.number("stream", Long.MAX_VALUE), fields.number("page", Long.MAX_VALUE));
    }
}
