package dev.siiwad.benchmarks;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** So many slices that hold the same few documents of a line each, so that what one slice has read is what each has read. The list names a shard for each slice, as lists of the Hub do. */
final class EqualSlices implements Source {
    private final int slices;
    private final int documents;

    EqualSlices(int slices, int documents) {
        this.slices = slices;
        this.documents = documents;
    }

    @Override
    public SourceId id() {
        return new SourceId("Scale");
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of());
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo("Scale", "corpus", "so", "CC0-1.0", "general", "other");
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.of(
                "scale@" + slices,
                IntStream.rangeClosed(1, slices)
                        .mapToObj(n -> "data/train-%05d-of-%05d.parquet 1073741824 %064x".formatted(n, slices, n))
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) {
        return Collections.nCopies(slices, Snapshot.of("scale@" + slices, "data/train.parquet 1073741824"));
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return new Availability.Available(Optional.empty());
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) {
        return new Reader(position.isStart() ? 0 : Integer.parseInt(position.token()));
    }

    private final class Reader implements DocumentReader {
        private int next;

        Reader(int next) {
            this.next = next;
        }

        @Override
        public Reading read() {
            if (next == documents) {
                return new Reading.End();
            }
            int number = next++;
            return new Reading.Read(Document.of(
                    "line-" + number, "", "Hal sadar oo qoraal ah, tirsi " + number, "file:lines#" + number, Map.of()));
        }

        @Override
        public Optional<Reading> fetch() {
            return Optional.empty();
        }

        @Override
        public Position position() {
            return new Position("" + next);
        }

        @Override
        public long skip(long count) {
            int skipped = (int) Math.min(count, documents - next);
            next += skipped;
            return skipped;
        }

        @Override
        public boolean atBoundary() {
            return false;
        }

        @Override
        public void close() {}
    }
}
