package dev.siiwad.storage.file;

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
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of a {@link Shape}, with somebody who watches, and may let every step fail. */
final class ShapedSource implements Source {
    static final SourceId ID = Checkpoints.SOURCE;

    private static final String SNAPSHOT = "shaped@";
    private static final Pattern POSITION = Pattern.compile("document=(\\d+) asked=(true|false) mark=([0-9a-f]+)");

    private final Shape shape;
    private final int edition;
    private final Watcher watcher;

    /** What is asked of the upstream beside documents. */
    enum Question {
        SNAPSHOT,
        AVAILABILITY,
        SIZE,
        OPEN
    }

    /** Told what a reader is about to do; what it throws happens instead. */
    interface Watcher {
        default void asked(Question question) throws IOException {}

        default void opened(long offset) {}

        default void waiting(long offset) throws IOException {}

        default void parsing(long offset, Position position) throws IOException {}

        /** The reader stands behind so many more documents. */
        default void passed(long documents) {}

        /** Whether the snapshot is gone that is asked for. */
        default boolean gone() {
            return false;
        }

        /** In the place of a document that it would give: set aside by others. */
        default Optional<MalformedDocumentException> instead(long offset) {
            return Optional.empty();
        }
    }

    /** @param edition the newest that upstream has; it still has the older ones */
    ShapedSource(Shape shape, int edition, Watcher watcher) {
        this.shape = shape;
        this.edition = edition;
        this.watcher = watcher;
    }

    static int editionOf(String snapshotId) {
        return Integer.parseInt(snapshotId.substring(SNAPSHOT.length()));
    }

    /** The offset of the document that a position is before. */
    static long offsetOf(Position position) {
        return position.isStart() ? 0 : Long.parseLong(parsed(position).group(1));
    }

    private static Matcher parsed(Position position) {
        Matcher matcher = POSITION.matcher(position.token());
        if (!matcher.matches()) {
            throw new AssertionError("position \"" + position + "\"");
        }
        return matcher;
    }

    @Override
    public SourceId id() {
        return ID;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of("shape", "" + shape.seed()));
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(ID.value(), "corpus", "so", "CC0-1.0", "general", "other");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        watcher.asked(Question.SNAPSHOT);
        return snapshot(edition);
    }

    private Snapshot snapshot(int number) {
        Optional<String> payload = shape.hasPayload() ? Optional.of("payload of " + number) : Optional.empty();
        return new Snapshot(SNAPSHOT + number, payload);
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        watcher.asked(Question.AVAILABILITY);
        if (watcher.gone()) {
            return new Availability.Gone(SNAPSHOT + "other");
        }
        boolean newest = editionOf(pinned.id()) == edition;
        return new Availability.Available(newest ? Optional.empty() : Optional.of(SNAPSHOT + edition));
    }

    @Override
    public OptionalLong size(Snapshot pinned) throws IOException {
        watcher.asked(Question.SIZE);
        return shape.knowsSize() ? OptionalLong.of(shape.size(editionOf(pinned.id()))) : OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        watcher.asked(Question.OPEN);
        int pinnedEdition = editionOf(pinned.id());
        if (!pinned.payload()
                .orElse("")
                .equals(snapshot(pinnedEdition).payload().orElse(""))) {
            throw new AssertionError("opened with " + pinned + "; expected " + snapshot(pinnedEdition));
        }
        Reader reader = new Reader(pinnedEdition, offsetOf(position));
        if (!position.isStart()) {
            reader.asked = Boolean.parseBoolean(parsed(position).group(2));
            if (!reader.position().equals(position)) {
                throw new AssertionError("opened at \"" + position + "\"; expected \"" + reader.position() + "\"");
            }
        }
        watcher.opened(reader.offset);
        return reader;
    }

    /** Nobody watches. */
    @Override
    public DocumentReader reread(Snapshot pinned, Position position) throws IOException {
        return new ShapedSource(shape, edition, new Watcher() {}).open(pinned, position);
    }

    private final class Reader implements DocumentReader {
        private final int pinned;
        private long offset;
        private boolean asked;
        private boolean here;

        Reader(int pinned, long offset) {
            this.pinned = pinned;
            this.offset = offset;
        }

        @Override
        public Optional<Reading> fetch() throws IOException {
            if (offset >= shape.size(pinned)) {
                return Optional.of(new Reading.End());
            }
            if (!asked && shape.savesBefore(pinned, offset)) {
                asked = true;
                return Optional.of(new Reading.Save("before document " + offset));
            }
            if (!here) {
                watcher.waiting(offset);
                here = true;
            }
            return Optional.empty();
        }

        @Override
        public Reading read() throws IOException, MalformedDocumentException {
            Optional<Reading> instead = fetch();
            if (instead.isPresent()) {
                return instead.get();
            }
            watcher.parsing(offset, position());
            long current = offset;
            pass(1);
            Optional<MalformedDocumentException> setAside = watcher.instead(current);
            if (setAside.isPresent()) {
                throw setAside.get();
            }
            return new Reading.Read(shape.document(pinned, current));
        }

        @Override
        public Position position() {
            return new Position("document=" + offset + " asked=" + asked + " mark=" + shape.mark(pinned, offset));
        }

        @Override
        public long skip(long count) {
            long passed = Math.min(count, shape.size(pinned) - offset);
            pass(passed);
            return passed;
        }

        private void pass(long documents) {
            offset += documents;
            asked = false;
            here = false;
            watcher.passed(documents);
        }

        @Override
        public boolean atBoundary() {
            return offset > 0 && shape.boundaryBehind(pinned, offset - 1);
        }

        @Override
        public void close() {
            here = false;
        }
    }
}
