package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.TaintedInputException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The documents of a {@link ListSource}, some of which come from one file in a cache. Where that is damaged, they are other documents, until the damage shows at the
 * document {@link #SHOWS}. Opened before the file, or in it as long as nothing of it was read, the source downloads it again.
 */
final class CachedSource implements Source {
    static final int FILE_BEGINS = 7;
    static final int SHOWS = 15;

    private final ListSource source;
    private int damagedDownloads;
    private boolean damaged;

    /** @param damagedDownloads how many downloads of the file come to be damaged, before one does not */
    CachedSource(ListSource source, int damagedDownloads) {
        this.source = source;
        this.damagedDownloads = damagedDownloads;
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        if (index(position) <= FILE_BEGINS) {
            damaged = damagedDownloads-- > 0;
        }
        return new Reader(source.open(pinned, position));
    }

    private static int index(Position position) {
        return position.isStart() ? 0 : Integer.parseInt(position.token().split(" ")[0]);
    }

    @Override
    public SourceId id() {
        return source.id();
    }

    @Override
    public Settings settings() {
        return source.settings();
    }

    @Override
    public SourceInfo info() {
        return source.info();
    }

    @Override
    public Snapshot snapshot() {
        return source.snapshot();
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return source.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return source.size(pinned);
    }

    private final class Reader implements DocumentReader {
        private final DocumentReader reader;

        Reader(DocumentReader reader) {
            this.reader = reader;
        }

        @Override
        public Optional<Reading> fetch() throws IOException {
            if (damaged && index(position()) >= SHOWS) {
                throw new TaintedInputException("file-1: is damaged", before -> index(before) <= FILE_BEGINS);
            }
            return reader.fetch();
        }

        @Override
        public Reading read() throws IOException, MalformedDocumentException {
            int index = index(position());
            fetch();
            Reading reading = reader.read();
            return damaged && index >= FILE_BEGINS && reading instanceof Reading.Read
                    ? new Reading.Read(Document.of("wrong", "", "Qoraal khaldan oo dheer.", "", Map.of()))
                    : reading;
        }

        @Override
        public Position position() {
            return reader.position();
        }

        @Override
        public long skip(long count) throws IOException {
            return reader.skip(count);
        }

        @Override
        public boolean atBoundary() {
            return reader.atBoundary();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
