package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in one file of a dump.
 *
 * <pre>
 * stream=48211093 page=7    behind 7 pages from the compressed stream at this byte on; in a gzip file, from the start on: 0
 * byte=5120                 at this byte, behind a page; only in a file that is not compressed
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

    static DumpPosition behind(PageSlice page) {
        return page.end() >= 0 ? new AtByte(page.end()) : new InStream(page.stream(), page.number() + 1);
    }

    static DumpPosition parse(String token) throws IOException {
        if (token.isEmpty()) {
            return START;
        }
        Matcher inStream =
                Pattern.compile("stream=(\\d{1,18}) page=(\\d{1,18})").matcher(token);
        if (inStream.matches()) {
            return new InStream(Long.parseLong(inStream.group(1)), Long.parseLong(inStream.group(2)));
        }
        Matcher atByte = Pattern.compile("byte=(\\d{1,18})").matcher(token);
        if (atByte.matches()) {
            return new AtByte(Long.parseLong(atByte.group(1)));
        }
        throw new IOException(
                "position is \"" + token + "\"; expected a form like \"stream=48211093 page=7\" or \"byte=5120\"");
    }
}
