package dev.siiwad.storage.dataset;

import dev.siiwad.storage.silver.Helpers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * Writes to a stream what is written to it, by helpers if there are any, several writes at once, one after the other. Each stays a write by itself: what a compressor gives depends on that.
 * Does not close the stream.
 */
final class WritesAhead extends OutputStream {
    private static final int PIECE_BYTES = 256 * 1024;

    /** So many wait to be written. */
    private static final int PIECES_MAX = 4;

    private final OutputStream out;
    private final Helpers helpers;
    private final Deque<FutureTask<Optional<Void>>> waiting = new ArrayDeque<>();
    private List<byte[]> piece = new ArrayList<>();
    private int pieceBytes;

    WritesAhead(OutputStream out, Helpers helpers) {
        this.out = out;
        this.helpers = helpers;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        piece.add(Arrays.copyOfRange(bytes, start, start + length));
        pieceBytes += length;
        if (pieceBytes >= PIECE_BYTES) {
            pass();
        }
    }

    private void pass() throws IOException {
        List<byte[]> writes = piece;
        Optional<FutureTask<Optional<Void>>> before = Optional.ofNullable(waiting.peekLast());
        FutureTask<Optional<Void>> task = new FutureTask<>(() -> {
            if (before.isPresent()) {
                Helpers.result(before.get());
            }
            for (byte[] write : writes) {
                out.write(write, 0, write.length);
            }
            return Optional.empty();
        });
        waiting.add(task);
        piece = new ArrayList<>();
        pieceBytes = 0;
        if (!helpers.offer(task)) {
            Helpers.result(task);
        }
        while (waiting.size() > PIECES_MAX
                || !waiting.isEmpty() && waiting.element().isDone()) {
            Helpers.result(waiting.remove());
        }
    }

    /** Returns when all is written. */
    @Override
    public void flush() throws IOException {
        pass();
        while (!waiting.isEmpty()) {
            Helpers.result(waiting.remove());
        }
        out.flush();
    }

    /** What was not written yet never is. */
    @Override
    public void close() {
        waiting.forEach(task -> task.cancel(false));
    }
}
