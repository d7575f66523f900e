package dev.siiwad.testkit;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
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
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A source to which something happens at chosen moments: where it is asked, or while documents are waited for, parsed or passed over. */
public final class WatchedSource implements Source {
    private final Source source;
    private final Map<Moment, Event> events;
    private final boolean knowing;
    private final boolean lookingAhead;

    /** When something happens. */
    public enum Moment {
        /** The upstream is asked: for its snapshot, its availability, its size or a reader. There is no position yet. */
        ASKING,
        /** A document is waited for. */
        WAITING,
        /** It is parsed. */
        PARSING,
        /** It is passed over. */
        PASSING,
        /** The reader is closed. */
        CLOSING
    }

    /** Something that happens, given the position before a document. */
    @FunctionalInterface
    public interface Event {
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

    /** The source as it is; see {@link #on}. */
    public WatchedSource(Source source) {
        this(source, Map.of(), true, false);
    }

    private WatchedSource(Source source, Map<Moment, Event> events, boolean knowing, boolean lookingAhead) {
        this.source = source;
        this.events = Map.copyOf(events);
        this.knowing = knowing;
        this.lookingAhead = lookingAhead;
    }

    /** The same, to which this happens too. */
    public WatchedSource on(Moment moment, Event event) {
        Map<Moment, Event> all = new EnumMap<>(Moment.class);
        all.putAll(events);
        all.put(moment, event);
        return new WatchedSource(source, all, knowing, lookingAhead);
    }

    /** The same, whose readers cannot tell before they parse whether there is a document, a save or the end. */
    public WatchedSource unknowing() {
        return new WatchedSource(source, events, false, lookingAhead);
    }

    /** The same, whose readers parse the next document to tell whether they stand at a boundary. */
    public WatchedSource lookingAhead() {
        return new WatchedSource(source, events, knowing, true);
    }

    private void happens(Moment moment, String position) throws IOException {
        if (events.containsKey(moment)) {
            events.get(moment).at(position);
        }
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
        happens(Moment.ASKING, "");
        return source.snapshot();
    }

    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return source.slices(pinned, countMax);
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        happens(Moment.ASKING, "");
        return source.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) throws IOException {
        happens(Moment.ASKING, "");
        return source.size(pinned);
    }

    @Override
    public void requireReadable(boolean newRun) throws IOException {
        source.requireReadable(newRun);
    }

    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return source.forecast(pinned);
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return source.inputs(pinned);
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) throws IOException {
        return source.costUsd(position);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        happens(Moment.ASKING, "");
        DocumentReader reader = source.open(pinned, position);
        return new DocumentReader() {
            private boolean here;

            @Override
            public Optional<Reading> fetch() throws IOException {
                happens(Moment.WAITING, reader.position().token());
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
                happens(Moment.PARSING, reader.position().token());
                return reader.read();
            }

            @Override
            public Position position() {
                return reader.position();
            }

            @Override
            public void committed(Position durable) throws IOException {
                reader.committed(durable);
            }

            @Override
            public long skip(long count) throws IOException {
                happens(Moment.PASSING, reader.position().token());
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
                    happens(Moment.PARSING, reader.position().token());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() throws IOException {
                happens(Moment.CLOSING, reader.position().token());
                reader.close();
            }
        };
    }
}
