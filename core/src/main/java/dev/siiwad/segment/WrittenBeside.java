package dev.siiwad.segment;

import java.io.IOException;

/** A segment that is written by a writer of its own, and what its storage does with it then. */
record WrittenBeside(SegmentWriter writer, Step putBack, Step remove) implements SegmentRepair {
    @Override
    public void add(Entry entry) throws IOException {
        writer.add(entry);
    }

    @Override
    public void drop(String reason) throws IOException {
        writer.drop(reason);
    }

    @Override
    public Segment seal() throws IOException {
        return writer.seal();
    }

    @Override
    public void replace() throws IOException {
        putBack.run();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        remove.run();
    }
}
