package dev.siiwad.pipeline;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Encodes a segment in another thread. What is durable, when and in which order, is up to the caller's thread: {@link #seal} waits for what was added, and then seals. What fails
 * in the other thread, such as on a full disk, fails the next call here.
 */
final class WriterAhead implements SegmentWriter {
    private static final int PIECE_ENTRIES = 64;
    private static final long PIECE_BYTES = 128 << 10;

    private final SegmentWriter writer;
    private final InOrder encoding;
    private List<InOrder.Work> piece = new ArrayList<>();
    private long bytes;

    WriterAhead(SegmentWriter writer, ExecutorService stages) {
        this.writer = writer;
        this.encoding = new InOrder(stages);
    }

    @Override
    public void add(Entry entry) throws IOException {
        add(() -> writer.add(entry), Sizes.of(entry));
    }

    @Override
    public void drop(String reason) throws IOException {
        add(() -> writer.drop(reason), 0);
    }

    private void add(InOrder.Work work, long size) throws IOException {
        piece.add(work);
        bytes += size;
        if (piece.size() == PIECE_ENTRIES || bytes >= PIECE_BYTES) {
            encode();
        }
    }

    private void encode() throws IOException {
        List<InOrder.Work> ready = piece;
        piece = new ArrayList<>();
        long size = bytes;
        bytes = 0;
        encoding.add(
                () -> {
                    for (InOrder.Work work : ready) {
                        work.run();
                    }
                },
                size);
    }

    @Override
    public Segment seal() throws IOException {
        encode();
        encoding.finish();
        return writer.seal();
    }

    @Override
    public void close() throws IOException {
        encoding.cancel();
        writer.close();
    }
}
