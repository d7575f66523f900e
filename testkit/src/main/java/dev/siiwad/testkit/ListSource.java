package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Cut;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A source made of a number: documents {@code 0} to {@code size - 1}. With care for the awkward: every {@code malformedEvery}-th document is malformed,
 * every second of those as a whole unit, the text of every third is too short to keep, it asks to save before every {@code saveEvery}-th, and then every fifth completes a unit.
 */
public final class ListSource implements Source {
    private final SourceId id;
    private final int size;
    private final int malformedEvery;
    private final int saveEvery;
    private final String edition;
    private final boolean knowsSize;
    private long documentsRead;

    public ListSource(SourceId id, int size, int malformedEvery, int saveEvery, String edition, boolean knowsSize) {
        this.id = id;
        this.size = size;
        this.malformedEvery = malformedEvery;
        this.saveEvery = saveEvery;
        this.edition = edition;
        this.knowsSize = knowsSize;
    }

    /** A source with everything awkward in it. */
    public static ListSource of(int size) {
        return new ListSource(new SourceId("List-Somali"), size, 7, 4, "first", false);
    }

    /** As many documents, of the same ids, as another edition. */
    public ListSource edition(String other) {
        return new ListSource(id, size, malformedEvery, saveEvery, other, knowsSize);
    }

    /** The same, and it knows how many there are. */
    public ListSource knowingItsSize() {
        return new ListSource(id, size, malformedEvery, saveEvery, edition, true);
    }

    /** Documents given by all readers of this object, malformed and skipped ones not counted. */
    public long documentsRead() {
        return documentsRead;
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of("malformed_every", "" + malformedEvery));
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(id.value(), "corpus", "so", "CC0-1.0", "general", "other");
    }

    @Override
    public Snapshot snapshot() {
        return snapshot(IntStream.range(0, size).boxed().toList());
    }

    private Snapshot snapshot(List<Integer> documents) {
        return Snapshot.of(
                "list@" + edition, documents.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    /** Any number of slices, each a list of some documents. */
    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) {
        return Cut.into(documents(pinned), countMax, document -> 1).stream()
                .map(this::snapshot)
                .toList();
    }

    private static List<Integer> documents(Snapshot pinned) {
        String payload = pinned.payload().orElseThrow();
        return payload.isEmpty()
                ? List.of()
                : Stream.of(payload.split(" ")).map(Integer::valueOf).toList();
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return pinned.id().equals("list@" + edition)
                ? new Availability.Available(Optional.empty())
                : edition.startsWith("newer")
                        ? new Availability.Available(Optional.of("list@" + edition))
                        : new Availability.Gone("list@" + edition);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return knowsSize ? OptionalLong.of(documents(pinned).size()) : OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        String listed = pinned.payload().orElse("missing");
        if (!(" " + snapshot().payload().orElseThrow() + " ").contains(" " + listed + " ")) {
            throw new IOException(pinned.id() + ": the payload is \"" + listed + "\"");
        }
        List<Integer> documents = documents(pinned);
        int first = documents.isEmpty() ? 0 : documents.get(0);
        String[] token = position.isStart()
                ? new String[] {"" + first, "asked=false"}
                : position.token().split(" ");
        return new Reader(
                pinned.id(), Integer.parseInt(token[0]), first + documents.size(), token[1].equals("asked=true"));
    }

    private final class Reader implements DocumentReader {
        private final String snapshot;
        private final int end;
        private int index;
        private boolean asked;

        Reader(String snapshot, int index, int end, boolean asked) {
            this.snapshot = snapshot;
            this.index = index;
            this.end = end;
            this.asked = asked;
        }

        @Override
        public Optional<Reading> fetch() {
            if (index >= end) {
                return Optional.of(new Reading.End());
            }
            if (!asked && saveEvery > 0 && index % saveEvery == 0) {
                asked = true;
                return Optional.of(new Reading.Save("before document " + index));
            }
            return Optional.empty();
        }

        @Override
        public Reading read() throws MalformedDocumentException {
            Optional<Reading> instead = fetch();
            if (instead.isPresent()) {
                return instead.get();
            }
            asked = false;
            int current = index++;
            if (malformedEvery > 0 && current % malformedEvery == malformedEvery - 1) {
                throw malformed(current);
            }
            documentsRead++;
            String text = current % 3 == 2
                    ? "gaaban"
                    : "Qoraalka " + current + " ee " + snapshot + " waa mid ku filan in la hayo.";
            return new Reading.Read(Document.of(
                    "" + current, "Cinwaan " + current, text, "https://tusaale.example/" + current, Map.of("n", (long)
                            current)));
        }

        private MalformedDocumentException malformed(int current) {
            String reason = "malformed on purpose";
            String excerpt = "excerpt " + current;
            return current % (2 * malformedEvery) == malformedEvery - 1
                    ? new MalformedDocumentException("" + current, reason, excerpt)
                    : MalformedDocumentException.unit("" + current, reason, excerpt);
        }

        @Override
        public Position position() {
            return new Position(index + " asked=" + asked);
        }

        @Override
        public long skip(long count) {
            int from = index;
            index = (int) Math.min(end, index + count);
            asked = false;
            return index - from;
        }

        @Override
        public boolean atBoundary() {
            return saveEvery > 0 && index % 5 == 0;
        }

        @Override
        public void close() {}
    }
}
