package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Place;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Cuts the bytes of an index dump into its lines. Used by one thread. */
final class IndexLines implements Closeable {
    private final DumpBytes bytes;
    private final int lineBytesMax;
    private Optional<Piece> piece = Optional.empty();
    private int index;
    private byte[] line = new byte[64 * 1024];
    private int length;
    private long passedStream = -1;

    IndexLines(DumpBytes bytes, int lineBytesMax) {
        this.bytes = bytes;
        this.lineBytesMax = lineBytesMax;
    }

    /** The next line, or none at the end of the file. */
    Optional<IndexLine> next() throws IOException {
        if (!isMore()) {
            return Optional.empty();
        }
        Piece first = piece.get();
        long start = offset();
        boolean beginsStream = first.stream() != passedStream && index == first.start();
        long stream = beginsStream ? first.stream() : -1;
        Optional<Bz2Place> block = index > first.start() ? first.block() : Optional.empty();
        length = 0;
        boolean tooLong = false;
        while (isMore()) {
            Piece from = piece.get();
            passedStream = from.stream();
            int end = index;
            while (end < from.end() && from.bytes()[end] != '\n') {
                end++;
            }
            tooLong |= !keep(from.bytes(), index, end);
            boolean ended = end < from.end();
            index = ended ? end + 1 : end;
            if (ended) {
                return Optional.of(new IndexLine(line, length, tooLong, true, stream, block, start, offset()));
            }
        }
        return Optional.of(new IndexLine(line, length, tooLong, false, stream, block, start, offset()));
    }

    /** Near which byte of the file the reading is. */
    long place() {
        return piece.map(Piece::fileOffset).orElse(0L);
    }

    private boolean isMore() throws IOException {
        while (piece.isEmpty() || index == piece.get().end()) {
            Optional<Piece> next = bytes.next();
            if (next.isEmpty()) {
                return false;
            }
            piece = next;
            index = next.get().start();
        }
        return true;
    }

    private long offset() {
        Piece at = piece.orElseThrow();
        return at.exact() ? at.fileOffset() + index - at.start() : -1;
    }

    /** Whether there was room for all of it. */
    private boolean keep(byte[] from, int start, int end) {
        int count = Math.min(end - start, lineBytesMax - length);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, (int) Math.min(lineBytesMax, line.length * 2L)));
        }
        System.arraycopy(from, start, line, length, count);
        length += count;
        return count == end - start;
    }

    /** How many bytes of the file, packed as it is, were read. */
    long bytesRead() {
        return bytes.offset();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
