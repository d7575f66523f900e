package dev.siiwad.ingest;

import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.Optional;

/** Reads the documents of one segment again, after those before it that nobody needs. */
final class Rereading {
    private final DocumentReader reader;
    private final Transform transform;
    private final Entries entries;
    private final Beginning beginning;
    private final long first;
    private Optional<SegmentRepair> segment = Optional.empty();
    private long offset;

    /** Begins to write the segment, when its first document is about to come. */
    @FunctionalInterface
    interface Beginning {
        /** @param before where the reader is */
        SegmentRepair at(Position before) throws IOException;
    }

    @FunctionalInterface
    private interface Addition {
        void to(SegmentRepair segment) throws IOException;
    }

    /**
     * @param offset of the next document that the reader gives
     * @param first the offset at which the segment begins
     */
    Rereading(DocumentReader reader, long offset, Versions versions, long first, Beginning beginning) {
        this.reader = reader;
        this.offset = offset;
        this.transform = versions.transform();
        this.entries = versions.entries();
        this.first = first;
        this.beginning = beginning;
    }

    /** Reads up to the offset after its last document; false if the source ends before. What the reader asks to save was saved when it was read first. */
    boolean readTo(long end) throws IOException {
        while (offset < end) {
            Position before = reader.position();
            try {
                Reading reading = reader.read();
                if (reading instanceof Reading.End) {
                    return false;
                }
                if (reading instanceof Reading.Read read) {
                    put(before, into -> entries.add(into, offset, transform.apply(read.document())));
                }
            } catch (MalformedDocumentException e) {
                put(before, into -> entries.add(into, offset, e));
            }
        }
        return true;
    }

    /** Of the next document that the reader gives. */
    long offset() {
        return offset;
    }

    private void put(Position before, Addition addition) throws IOException {
        if (offset >= first) {
            if (segment.isEmpty()) {
                segment = Optional.of(beginning.at(before));
            }
            addition.to(segment.get());
        }
        offset++;
    }
}
