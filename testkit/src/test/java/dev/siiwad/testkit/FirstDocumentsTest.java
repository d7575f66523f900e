package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.transform.MinLength;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the first documents all lack what a setting names, the run ends; wherever it was stopped before. */
class FirstDocumentsTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(100);

    private final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 555, 900, 999})
    void aThousandEndTheRunWhereverItWasStoppedBefore(int stoppedAt) throws IOException {
        Unfit source = new Unfit(1500, 1200, false);
        Source broken = new WatchedSource(source)
                .on(WatchedSource.Moment.PARSING, WatchedSource.Event.at(stoppedAt + " asked=false", position -> {
                    throw new IOException("the connection broke");
                }));
        assertThatThrownBy(() -> rig.run(broken, REQUEST, new DurableOperations()))
                .hasMessage("the connection broke");
        RunReport report = rig.run(source, REQUEST, new DurableOperations());
        SourceException problem = ((RunReport.NothingKept) report).problem().orElseThrow();
        assertThat(problem).hasMessage("none of the first 1000 documents can be read, such as: 999 has no text");
        assertThat(problem.remedies()).containsExactly(new Remedy.Choose("malformed_every", List.of("a", "b")));
        assertNothingIsLeft();
    }

    @Test
    void oneLessIsNoReason() throws IOException {
        RunReport report = rig.run(new Unfit(1500, 999, false), REQUEST, new DurableOperations());
        assertThat(((RunReport.Completed) report).receipt().tally().quarantined())
                .isEqualTo(999);
    }

    @Test
    void fewerEndTheRunWhereTheSourceOrTheRequestEnds() throws IOException {
        RunReport ended = rig.run(new Unfit(5, 5, false), REQUEST, new DurableOperations());
        assertThat(((RunReport.NothingKept) ended).problem().orElseThrow())
                .hasMessage("none of the 5 documents can be read, such as: 4 has no text");
        RunReport cut = rig.run(new Unfit(500, 500, false), REQUEST.withMaxRecords(3), new DurableOperations());
        assertThat(((RunReport.NothingKept) cut).problem().orElseThrow())
                .hasMessage("none of the 3 documents can be read, such as: 2 has no text");
        assertNothingIsLeft();
    }

    @Test
    void aSourceWithoutDocumentsPublishesNothing() throws IOException {
        RunReport report = rig.run(new Unfit(0, 0, false), REQUEST, new DurableOperations());
        assertThat(((RunReport.NothingKept) report).tally().read()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void whatWasPaidForIsNotReadAgainByTheSameRequest() throws IOException {
        rig.transform(new MinLength(10_000));
        Unfit paid = new Unfit(5, 0, true);
        assertThat(((RunReport.NothingKept) rig.run(paid, REQUEST, new DurableOperations())).removed())
                .isFalse();
        Source asksNobody = new WatchedSource(paid).on(WatchedSource.Moment.ASKING, position -> {
            throw new IOException("asked");
        });
        RunReport again = rig.run(asksNobody, REQUEST, new DurableOperations());
        assertThat(((RunReport.NothingKept) again).tally().dropped()).containsEntry("min_length", 5L);
    }

    private void assertNothingIsLeft() {
        assertThat(rig.place().saved(Checkpoints.SOURCE)).isInstanceOf(Saved.None.class);
        assertThatThrownBy(() -> rig.place().dataset(Checkpoints.SOURCE))
                .hasMessageStartingWith("nothing was published");
    }

    /** A list whose first documents have no text by the name that is given. */
    private record Unfit(ListSource list, int until, boolean paid) implements Source {
        Unfit(int size, int until, boolean paid) {
            this(new ListSource(Checkpoints.SOURCE, size, 0, 0, "first", false), until, paid);
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
        public Optional<BigDecimal> costUsd(Position position) {
            return paid ? Optional.of(BigDecimal.ONE) : Optional.empty();
        }

        @Override
        public DocumentReader open(Snapshot pinned, Position position) throws IOException {
            return new Reader(list.open(pinned, position), until);
        }
    }

    private record Reader(DocumentReader reader, int until) implements DocumentReader {
        @Override
        public Reading read() throws IOException, MalformedDocumentException {
            Reading reading = reader.read();
            if (reading instanceof Reading.Read read
                    && Integer.parseInt(read.document().id()) < until) {
                String id = read.document().id();
                throw MalformedDocumentException.unfit(
                        id, id + " has no text", "", new Remedy.Choose("malformed_every", List.of("a", "b")));
            }
            return reading;
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
