package dev.siiwad.ingest;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the documents of lost segments again, one segment after the other: from where each was read, or, where nothing tells that, from the nearest place before it. */
final class LostDocuments implements Closeable {
    private final Source source;
    private final Versions versions;
    private final Snapshot pinned;
    private final Beginnings beginnings;
    private Optional<DocumentReader> reader = Optional.empty();
    private long offset;

    LostDocuments(Source source, Versions versions, Snapshot pinned, Beginnings beginnings) {
        this.source = source;
        this.versions = versions;
        this.pinned = pinned;
        this.beginnings = beginnings;
    }

    /** Those of the n-th segment, from {@code first} to {@code end}, the last not included; false if the source ends before. */
    boolean read(int n, long first, long end, Rereading.Beginning beginning) throws IOException {
        Rereading rereading = new Rereading(readerBefore(n, first), offset, versions, first, beginning);
        boolean read = rereading.readTo(end);
        offset = rereading.offset();
        return read;
    }

    /** The one that has read the segment before is as good, where that is nearer. */
    private DocumentReader readerBefore(int n, long first) throws IOException {
        int nearest = n;
        while (nearest >= 0
                && (beginnings.position(nearest).isEmpty()
                        || beginnings.first(nearest).isEmpty())) {
            nearest--;
        }
        long from = nearest < 0 ? 0 : beginnings.first(nearest).get();
        if (reader.isEmpty() || offset > first || offset <= from) {
            close();
            Position position =
                    nearest < 0 ? Position.START : beginnings.position(nearest).get();
            reader = Optional.of(source.reread(pinned, position));
            offset = from;
        }
        return reader.get();
    }

    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
            reader = Optional.empty();
        }
    }
}
