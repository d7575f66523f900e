package dev.siiwad.source.rows;

import dev.siiwad.bytes.ByteScan;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Unpacked;
import dev.siiwad.source.packed.UnpackingException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The lines of a file, packed or not, from a place on. It knows for each line where unpacking can begin anew to reach it: at the member that was
 * being read when the line before it ended. Not safe for use by several threads.
 */
final class LineReader implements Closeable {
    /** The line that can be read in the smallest heap, of 128 MB. */
    static final int LINE_BYTES_MIN = 12 << 20;

    /** Twice as many characters still make an array. */
    private static final int LINE_BYTES_LIMIT = 512 << 20;

    /** A line is there several times at once, while a document is made of it, and a character may take two bytes. */
    private static final int HEAP_PARTS = 10;

    private static final int BUFFER_BYTES = 64 << 10;

    /** What is kept for lines that do not lie in the buffer as a whole. */
    private static final int COLLECTED_BYTES_MAX = 1 << 20;

    private final String name;
    private final Wrapping wrapping;
    private final Unpacked in;
    private final long bytes;
    private final int lineBytesMax;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Collected acrossBuffers = new Collected();
    private int next;
    private int limit;
    private long bufferStart;
    private long member;
    private long linesInMember;
    private long line;
    private LinePlace place;

    private LineReader(String name, Wrapping wrapping, Unpacked in, long bytes, LinePlace place, int lineBytesMax) {
        this.name = name;
        this.wrapping = wrapping;
        this.in = in;
        this.bytes = bytes;
        this.lineBytesMax = lineBytesMax;
        this.member = place.start();
        this.bufferStart = place.start();
        this.linesInMember = in.linesBefore();
        this.line = place.line() - place.skip() + linesInMember;
        this.place = place;
    }

    /** How long a line may be, by the memory there is. A longer one is not a document; its beginning is kept for the message. */
    static int lineBytesMax(long heapBytes) {
        return (int) Math.min(LINE_BYTES_LIMIT, Math.max(LINE_BYTES_MIN, heapBytes / HEAP_PARTS));
    }

    /**
     * Opens a file at a place.
     *
     * @param file closed with the reader, or where it cannot be opened
     * @throws IOException if the file has no such place
     */
    static LineReader open(SeekableBytes file, String place, int lineBytesMax) throws IOException {
        try {
            return openAt(file, place, lineBytesMax);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static LineReader openAt(SeekableBytes file, String place, int lineBytesMax) throws IOException {
        String name = file.name();
        long bytes = file.length();
        LinePlace parsed = LinePlace.of(PositionFields.of(new Position(name + " " + place), place));
        if (parsed.start() > bytes) {
            throw new IOException("[" + name + "] has no place " + parsed + "; it has " + bytes + " bytes");
        }
        Wrapping wrapping = Wrapping.of(file, parsed.start());
        return open(name, wrapping, open(name, wrapping, file, parsed), bytes, parsed, lineBytesMax);
    }

    private static Unpacked open(String name, Wrapping wrapping, SeekableBytes file, LinePlace place)
            throws IOException {
        try {
            return wrapping.open(file, place.start(), place.skip());
        } catch (UnpackingException e) {
            throw new UnreadableException("[" + name + "] cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /**
     * Opens at a place; {@code name} is for messages.
     *
     * @throws IOException if the file has no such place
     */
    static LineReader open(String name, Wrapping wrapping, Unpacked in, long bytes, LinePlace place, int lineBytesMax)
            throws IOException {
        LineReader reader = new LineReader(name, wrapping, in, bytes, place, lineBytesMax);
        for (long passed = in.linesBefore(); passed < place.skip(); passed++) {
            if (reader.pass() == Passed.END) {
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
        Collected collected = acrossBuffers.cleared();
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
        lineEnded();
        return Optional.of(new Line(collected.bytes(), 0, collected.size(), length <= lineBytesMax));
    }

    /** Gives its bytes without a copy, and is used again, unless a line was long. */
    private static final class Collected extends ByteArrayOutputStream {
        Collected() {
            super(2 * BUFFER_BYTES);
        }

        Collected cleared() {
            if (buf.length > COLLECTED_BYTES_MAX) {
                return new Collected();
            }
            reset();
            return this;
        }

        byte[] bytes() {
            return buf;
        }
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

    /** Which share of the file has been read, packed as it is. */
    double share() {
        return bytes == 0 ? 1 : (double) in.bytesRead() / bytes;
    }

    private void lineEnded() {
        linesInMember++;
        line++;
        place = wrapping == Wrapping.PLAIN
                ? new LinePlace(bufferStart + next, 0, line)
                : new LinePlace(member, linesInMember, line);
    }

    /** Moves past the next line end in the buffer, or to the buffer's end and says that there is none. */
    private boolean scan() {
        int end = ByteScan.indexOf((byte) '\n', buffer, next, limit);
        boolean found = end < limit;
        next = found ? end + 1 : end;
        return found;
    }

    private boolean fill() throws IOException {
        int count;
        try {
            in.passed(linesInMember);
            count = in.read(buffer);
        } catch (UnpackingException e) {
            throw new UnreadableException(
                    where() + "cannot be unpacked, the file is cut short or damaged: " + e.getMessage(), e);
        } catch (SourceException e) {
            throw new SourceException(where() + "cannot be unpacked: " + e.getMessage(), e);
        }
        if (wrapping == Wrapping.PLAIN) {
            bufferStart = count < 0 ? bufferStart + limit : in.memberStart();
        } else if (count > 0 && in.memberStart() != member) {
            member = in.memberStart();
            linesInMember = 0;
        }
        next = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    private String where() {
        return "[" + name + "] line " + (line + 1) + ", after byte " + in.memberStart() + ": ";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
