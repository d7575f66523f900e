package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.RawReading;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives documents 0, 1, 2 …, and something else in the place of some; fails if two threads use it at once. What it was asked is counted. */
final class NumberedReader implements DocumentReader {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger boundaries = new AtomicInteger();
    final List<String> committed = new ArrayList<>();
    boolean closed;

    private final int end;
    private final String text;
    private final Map<Integer, Instead> instead = new HashMap<>();
    private final AtomicBoolean inUse = new AtomicBoolean();
    private int next;
    private boolean saved;

    /** What happens in the place of a document. */
    @FunctionalInterface
    interface Instead {
        Reading happen() throws IOException, MalformedDocumentException;
    }

    NumberedReader(int end, String text) {
        this.end = end;
        this.text = text;
    }

    NumberedReader(int end) {
        this(end, "qoraal");
    }

    /** Once in the place of a document, which comes after it; if it is malformed, it is passed. */
    NumberedReader at(int document, Instead what) {
        instead.put(document, what);
        return this;
    }

    @Override
    public Reading read() {
        throw new IllegalStateException("read as a whole");
    }

    @Override
    public RawReading readRaw() throws IOException, MalformedDocumentException {
        enter();
        try {
            reads.incrementAndGet();
            if (next == end) {
                return new RawReading.Ready(new Reading.End());
            }
            Optional<Instead> what = Optional.ofNullable(instead.remove(next));
            if (what.isPresent()) {
                saved = true;
                try {
                    return new RawReading.Ready(what.get().happen());
                } catch (MalformedDocumentException e) {
                    next++;
                    throw e;
                }
            }
            saved = false;
            int number = next++;
            return new RawReading.Raw(() -> Document.of("" + number, "", text, "", Map.of()), 2L * text.length());
        } finally {
            inUse.set(false);
        }
    }

    private void enter() {
        if (!inUse.compareAndSet(false, true)) {
            throw new IllegalStateException("used by two threads at once");
        }
    }

    @Override
    public Optional<Reading> fetch() {
        return next == end ? Optional.of(new Reading.End()) : Optional.empty();
    }

    @Override
    public Position position() {
        return new Position("at " + next + (saved ? " saved" : ""));
    }

    @Override
    public void committed(Position durable) {
        committed.add(durable.token());
    }

    @Override
    public long skip(long count) {
        int from = next;
        next = (int) Math.min(end, next + count);
        return next - from;
    }

    @Override
    public boolean atBoundary() {
        enter();
        boundaries.incrementAndGet();
        inUse.set(false);
        return next % 5 == 0;
    }

    @Override
    public void close() {
        enter();
        closed = true;
    }
}
