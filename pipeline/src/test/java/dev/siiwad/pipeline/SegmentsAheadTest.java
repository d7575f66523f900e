package dev.siiwad.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Segments that another thread encodes and decodes hold what they would have held. */
@Timeout(30)
class SegmentsAheadTest {
    private static final int MANY = 10_000;
    private static final String LONG = "x".repeat(100_000);

    private final Pipeline pipeline = new Pipeline(2, () -> false);

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** Writes down what it is told; has no disk left after so many. */
    private static final class Notes implements SegmentWriter {
        private final int most;
        private final List<String> notes = new ArrayList<>();
        private boolean closed;

        Notes(int most) {
            this.most = most;
        }

        @Override
        public void add(Entry entry) throws IOException {
            note("add " + entry.offset());
        }

        @Override
        public void drop(String reason) throws IOException {
            note("drop " + reason);
        }

        private void note(String what) throws IOException {
            if (notes.size() == most) {
                throw new IOException("No space left on device");
            }
            notes.add(what);
        }

        @Override
        public Segment seal() throws IOException {
            note("seal");
            throw new SealedException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class SealedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** An entry of a damaged segment may be one that nobody can read; that the segment is damaged shows at its end. */
    @Test
    void whatCannotBeReadOfADamagedSegmentIsDamage() {
        IllegalArgumentException unreadable = new IllegalArgumentException("expected the member \"title\"");
        assertThatThrownBy(() -> EntriesAhead.read(
                        decoding(MANY),
                        entry -> {
                            throw unreadable;
                        },
                        pipeline.stages()))
                .isInstanceOf(DamagedSegmentException.class)
                .hasSuppressedException(unreadable);
    }

    private static Entry entry(int offset, String text) {
        return new Entry.Kept(offset, Document.of("" + offset, "", text, "", Map.of()));
    }

    @Test
    void isSealedAfterAllThatWasAddedInItsOrder() throws IOException {
        Notes notes = new Notes(MANY * 2);
        List<String> expected = new ArrayList<>();
        try (WriterAhead writer = new WriterAhead(notes, pipeline.stages())) {
            for (int n = 0; n < MANY; n++) {
                if (n % 3 == 0) {
                    writer.drop("r" + n);
                } else {
                    writer.add(entry(n, "qoraal"));
                }
                expected.add(n % 3 == 0 ? "drop r" + n : "add " + n);
            }
            assertThatThrownBy(writer::seal).isInstanceOf(SealedException.class);
        }
        expected.add("seal");
        assertThat(notes.notes).isEqualTo(expected);
        assertThat(notes.closed).isTrue();
    }

    @Test
    void aFullDiskFailsALaterCallAndNothingIsSealed() throws IOException {
        Notes notes = new Notes(100);
        try (WriterAhead writer = new WriterAhead(notes, pipeline.stages())) {
            assertThatThrownBy(() -> {
                        for (int n = 0; n < MANY; n++) {
                            writer.add(entry(n, LONG));
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThatThrownBy(writer::seal).isInstanceOf(IOException.class).hasMessage("No space left on device");
        }
        assertThat(notes.notes).hasSize(100).doesNotContain("seal");
    }

    @Test
    void whatIsClosedWithoutASealWritesNoMore() throws IOException {
        Notes notes = new Notes(MANY);
        try (WriterAhead writer = new WriterAhead(notes, pipeline.stages())) {
            writer.add(entry(0, "qoraal"));
        }
        assertThat(notes.notes).isEmpty();
        assertThat(notes.closed).isTrue();
    }

    @Test
    void allEntriesComeInTheCallersThreadAndInOrder() throws IOException {
        List<Long> offsets = new ArrayList<>();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> EntriesAhead.read(
                        decoding(MANY),
                        entry -> {
                            assertThat(Thread.currentThread()).isEqualTo(caller);
                            offsets.add(entry.offset());
                        },
                        pipeline.stages()))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessage("cut short");
        assertThat(offsets).hasSize(MANY).isSorted();
    }

    @Test
    void whoeverFailsToTakeAnEntryEndsTheDecoding() {
        AtomicInteger decoded = new AtomicInteger();
        EntriesAhead.Decoding counted = entries -> decoding(MANY).read(entry -> {
            decoded.incrementAndGet();
            entries.accept(entry);
        });
        assertThatThrownBy(() -> EntriesAhead.read(
                        counted,
                        entry -> {
                            throw new IllegalStateException("cannot take it");
                        },
                        pipeline.stages()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot take it");
        assertThat(decoded.get()).isLessThan(MANY);
    }

    private static EntriesAhead.Decoding decoding(int entries) {
        return (Consumer<? super Entry> taker) -> {
            for (int n = 0; n < entries; n++) {
                taker.accept(entry(n, LONG));
            }
            throw new DamagedSegmentException("cut short");
        };
    }
}
