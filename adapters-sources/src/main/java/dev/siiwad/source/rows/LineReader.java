package dev.siiwad.source.rows;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The lines of a file, packed or not, from a place on. It knows for each line where unpacking can begin anew to reach it: at the member that was
 * being read when the line before it ended. Not safe for use by several threads.
 */
final class LineReader implements Closeable {
    /** A longer line is not a document; its beginning is kept for the message. One of this length can be read in a heap of 128 MB. */
    static final int LINE_BYTES_MAX = 12 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private final String name;
    private final ShardFormat format;
    private final Unpacked in;
    private final int lineBytesMax;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int limit;
    private long bufferStart;
    private long member;
    private long linesInMember;
    private long line;
    private LinePlace place;

    private LineReader(String name, ShardFormat format, Unpacked in, LinePlace place, int lineBytesMax) {
        this.name = name;
        this.format = format;
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        this.member = place.start();
        this.bufferStart = place.start();
        this.line = place.line() - place.skip();
        this.place = place;
    }

    /**
     * Opens at a place; {@code name} is for messages.
     *
     * @throws IOException if the file has no such place
     */
    static LineReader open(String name, ShardFormat format, Unpacked in, LinePlace place, int lineBytesMax)
            throws IOException {
        LineReader reader = new LineReader(name, format, in, place, lineBytesMax);
        for (long passed = 0; passed < place.skip(); passed++) {
            if (reader.pass() == Passed.END) {
                reader.close();
                throw new IOException("[" + name + "] has no place " + place + "; it ends at line " + reader.line);
            }
        }
        return reader;
    }

    /** What was passed over. */
    enum Passed {
        LINE,
        BLANK,
        END
    }

    /** The next line, or empty at the end. */
    Optional<Line> next() throws IOException {
        if (next == limit && !fill()) {
            return Optional.empty();
        }
        int from = next;
        if (scan()) {
            lineEnded();
            return Optional.of(new Line(buffer, from, next - 1 - from, next - 1 - from <= lineBytesMax));
        }
        ByteArrayOutputStream collected = new ByteArrayOutputStream(2 * BUFFER_BYTES);
        long length = limit - from;
        collected.write(buffer, from, limit - from);
        while (fill()) {
            boolean end = scan();
            int part = next - (end ? 1 : 0);
            length += part;
            if (length <= lineBytesMax) {
                collected.write(buffer, 0, part);
            }
            if (end) {
                break;
            }
        }
        byte[] bytes = collected.toByteArray();
        lineEnded();
        return Optional.of(new Line(bytes, 0, bytes.length, length <= lineBytesMax));
    }

    /** Passes over one line. */
    Passed pass() throws IOException {
        if (next == limit && !fill()) {
            return Passed.END;
        }
        boolean blank = true;
        boolean end;
        long length = 0;
        do {
            int from = next;
            end = scan();
            length += next - from - (end ? 1 : 0);
            blank = blank
                    && length <= lineBytesMax
                    && new Line(buffer, from, next - from - (end ? 1 : 0), true).blank();
        } while (!end && fill());
        lineEnded();
        return blank ? Passed.BLANK : Passed.LINE;
    }

    /** Where the next line begins; still there after a failure within it. */
    LinePlace place() {
        return place;
    }

    /** Lines before the next one. */
    long line() {
        return line;
    }

    long bytesRead() {
        return in.bytesRead();
    }

    private void lineEnded() {
        linesInMember++;
        line++;
        place = format == ShardFormat.LINES
                ? new LinePlace(bufferStart + next, 0, line)
                : new LinePlace(member, linesInMember, line);
    }

    /** Moves past the next line end in the buffer, or to the buffer's end and says that there is none. */
    private boolean scan() {
        int end = next;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        boolean found = end < limit;
        next = found ? end + 1 : end;
        return found;
    }

    private boolean fill() throws IOException {
        int count;
        try {
            count = in.read(buffer);
        } catch (IOException e) {
            throw new IOException(
                    "[" + name + "] line " + (line + 1) + ", after byte " + in.memberStart()
                            + ": cannot be unpacked, the file is cut short or damaged: "
                            + Optional.ofNullable(e.getMessage()).orElse("it ends too early"),
                    e);
        }
        if (format == ShardFormat.LINES) {
            bufferStart = count < 0 ? bufferStart + limit : in.memberStart();
        } else if (count > 0 && in.memberStart() != member) {
            member = in.memberStart();
            linesInMember = 0;
        }
        next = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
