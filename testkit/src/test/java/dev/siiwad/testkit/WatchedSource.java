package dev.siiwad.testkit;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A source to which something happens at chosen documents: while they are waited for, read or passed over. */
final class WatchedSource implements Source {
    private final Source source;
    private final Event waiting;
    private final Event parsing;
    private final Event passing;
    private final boolean knowing;
    private final boolean lookingAhead;

    /** Something that happens, given the position before a document. */
    @FunctionalInterface
    interface Event {
        Event NONE = position -> {};

        void at(String position) throws IOException;

        /** Something that happens at one position. */
        static Event at(String place, Event event) {
            return position -> {
                if (position.equals(place)) {
                    event.at(position);
                }
            };
        }
    }

    /**
     * @param waiting while a document is waited for
     * @param parsing while it is parsed
     * @param passing while it is passed over
     */
    WatchedSource(Source source, Event waiting, Event parsing, Event passing) {
        this(source, waiting, parsing, passing, true, false);
    }

    private WatchedSource(
            Source source, Event waiting, Event parsing, Event passing, boolean knowing, boolean lookingAhead) {
        this.source = source;
        this.waiting = waiting;
        this.parsing = parsing;
        this.passing = passing;
        this.knowing = knowing;
        this.lookingAhead = lookingAhead;
    }

    /** The same, whose readers cannot tell before they parse whether there is a document, a save or the end. */
    WatchedSource unknowing() {
        return new WatchedSource(source, waiting, parsing, passing, false, lookingAhead);
    }

    /** The same, whose readers parse the next document to tell whether they stand at a boundary. */
    WatchedSource lookingAhead() {
        return new WatchedSource(source, waiting, parsing, passing, knowing, true);
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
    public Snapshot snapshot() throws IOException {
        return source.snapshot();
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        return source.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) throws IOException {
        return source.size(pinned);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        DocumentReader reader = source.open(pinned, position);
        return new DocumentReader() {
            private boolean here;

            @Override
            public Optional<Reading> fetch() throws IOException {
                waiting.at(reader.position().token());
                Optional<Reading> instead = knowing ? reader.fetch() : Optional.empty();
                here = instead.isEmpty();
                return instead;
            }

            @Override
            public Reading read() throws IOException, MalformedDocumentException {
                Optional<Reading> instead = here ? Optional.empty() : fetch();
                here = false;
                if (instead.isPresent()) {
                    return instead.get();
                }
                parsing.at(reader.position().token());
                return reader.read();
            }

            @Override
            public Position position() {
                return reader.position();
            }

            @Override
            public long skip(long count) throws IOException {
                passing.at(reader.position().token());
                return reader.skip(count);
            }

            @Override
            public boolean atBoundary() {
                if (lookingAhead) {
                    lookAhead();
                }
                return reader.atBoundary();
            }

            private void lookAhead() {
                try {
                    parsing.at(reader.position().token());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
