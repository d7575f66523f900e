package dev.siiwad.cli;

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
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The list of documents, to whose readers something happens when they read. */
record HookedList(ListSource list, Hook hook) implements Source {

    /** Happens before a document is read. */
    @FunctionalInterface
    interface Hook {
        /**
         * @param before documents that this reader has read before
         * @param document which one is read now
         */
        void reading(long before, long document) throws IOException;

        /** Happens before a document is passed over. */
        default void passing(long document) throws IOException {}

        /** Happens before a reader is closed. */
        default void closing() throws IOException {}
    }

    @Override
    public SourceId id() {
        return list.id();
    }

    @Override
    public Settings settings() {
        return list.settings();
    }

    @Override
    public SourceInfo info() {
        return list.info();
    }

    @Override
    public Snapshot snapshot() {
        return list.snapshot();
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return list.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return list.size(pinned);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        DocumentReader reader = list.open(pinned, position);
        return new DocumentReader() {
            private long read;

            @Override
            public Reading read() throws IOException, MalformedDocumentException {
                hook.reading(read, document());
                read++;
                return reader.read();
            }

            @Override
            public Optional<Reading> fetch() throws IOException {
                return reader.fetch();
            }

            @Override
            public Position position() {
                return reader.position();
            }

            @Override
            public long skip(long count) throws IOException {
                hook.passing(document());
                return reader.skip(count);
            }

            @Override
            public boolean atBoundary() {
                return reader.atBoundary();
            }

            private long document() {
                return Long.parseLong(reader.position().token().split(" ")[0]);
            }

            @Override
            public void close() throws IOException {
                hook.closing();
                reader.close();
            }
        };
    }
}
