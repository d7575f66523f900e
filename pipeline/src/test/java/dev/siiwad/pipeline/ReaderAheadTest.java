package dev.siiwad.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are read ahead come as they would have come one by one. */
@Timeout(30)
class ReaderAheadTest {
    private static final long MANY = 1_000_000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Pipeline pipeline = new Pipeline(4, stop::get);

    @AfterEach
    void close() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 7, MANY})
    void everythingComesInOrderHoweverFarItIsReadAhead(long allowed) throws IOException {
        List<String> alone = all(awkward(), 0);
        assertThat(alone).hasSize(1004);

        assertThat(all(awkward(), allowed)).isEqualTo(alone);
    }

    private static NumberedReader awkward() {
        return new NumberedReader(1000)
                .at(0, () -> new Reading.Save("first"))
                .at(3, () -> new Reading.Save("then"))
                .at(300, () -> {
                    throw new MalformedDocumentException("300", "malformed", "");
                })
                .at(301, () -> new Reading.Save("after it"));
    }

    /** What a loop sees, with the position and the boundary after each step. */
    private List<String> all(NumberedReader reader, long allowed) throws IOException {
        List<String> seen = new ArrayList<>();
        try (ReaderAhead ahead = ahead(reader)) {
            long left = 0;
            String step = "";
            while (!step.equals("end")) {
                if (left == 0) {
                    ahead.allowAhead(allowed);
                    left = allowed;
                }
                step = step(ahead);
                left = Math.max(0, left - (step.startsWith("document") ? 1 : 0));
                seen.add(step + ", " + ahead.position().token()
                        + (step.startsWith("document") && ahead.atBoundary() ? ", boundary" : ""));
            }
        }
        assertThat(reader.closed).isTrue();
        return seen;
    }

    private static String step(ReaderAhead ahead) throws IOException {
        try {
            Reading reading = ahead.read();
            if (reading instanceof Reading.Read read) {
                return "document " + read.document().id();
            }
            return reading instanceof Reading.Save save ? "save " + save.reason() : "end";
        } catch (MalformedDocumentException e) {
            return "document " + e.documentId() + " malformed";
        }
    }

    private ReaderAhead ahead(NumberedReader reader) {
        return new ReaderAhead(reader, pipeline.making(), pipeline.stages(), stop::get, 20);
    }

    @Test
    void nothingIsReadBeyondWhatIsAllowedNorLookedAt() throws Exception {
        NumberedReader reader = new NumberedReader(1000);
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(3);
            for (int n = 0; n < 3; n++) {
                assertThat(ahead.read()).isInstanceOf(Reading.Read.class);
            }
        }
        assertThat(reader.reads).hasValue(3);
        assertThat(reader.boundaries).hasValue(2);
    }

    @Test
    void nothingIsReadAheadOfASaveBeforeTheCallerGoesOn() throws Exception {
        NumberedReader reader = new NumberedReader(1000).at(2, () -> new Reading.Save("now"));
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(MANY);
            step(ahead);
            step(ahead);
            assertThat(step(ahead)).isEqualTo("save now");
            assertThat(ahead.position().token()).isEqualTo("at 2 saved");
        }
        assertThat(reader.reads).hasValue(3);
    }

    @Test
    void whatIsCommittedIsToldBeforeTheReaderGoesOn() throws Exception {
        NumberedReader reader = new NumberedReader(10).at(2, () -> new Reading.Save("now"));
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(MANY);
            while (!step(ahead).startsWith("save")) {}
            assertThat(reader.committed).isEmpty();
            ahead.committed(ahead.position());
            step(ahead);
        }
        assertThat(reader.committed).containsExactly("at 2 saved");
    }

    @Test
    void aFailureComesAfterWhatWasReadBeforeItAndThePositionStays() throws Exception {
        NumberedReader reader = new NumberedReader(1000).at(7, () -> {
            throw new IOException("the disk is gone");
        });
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(MANY);
            for (int n = 0; n < 7; n++) {
                assertThat(step(ahead)).isEqualTo("document " + n);
            }
            assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("the disk is gone");
            assertThat(ahead.position().token()).isEqualTo("at 7");
        }
        assertThat(reader.reads).hasValue(8);
    }

    @Test
    void anErrorInAnotherThreadComesWithItsDocument() throws Exception {
        Transform deadly = of(document -> {
            if (document.id().equals("5")) {
                throw new OutOfMemoryError("of 5");
            }
            return new Outcome.Kept(document);
        });
        Transform wrapped = pipeline.transform(deadly);
        wrapped.prepare();
        try (ReaderAhead ahead = ahead(new NumberedReader(1000))) {
            ahead.allowAhead(MANY);
            for (int n = 0; n < 5; n++) {
                assertThat(wrapped.apply(document(ahead))).isInstanceOf(Outcome.Kept.class);
            }
            Document fifth = document(ahead);
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> wrapped.apply(fifth))
                    .withMessage("of 5");
            assertThat(wrapped.apply(document(ahead))).isInstanceOf(Outcome.Kept.class);
        }
    }

    private static Document document(ReaderAhead ahead) throws Exception {
        return ((Reading.Read) ahead.read()).document();
    }

    private interface Applying {
        Outcome apply(Document document);
    }

    private static Transform of(Applying applying) {
        return new Transform() {
            @Override
            public Outcome apply(Document document) {
                return applying.apply(document);
            }

            @Override
            public String describe() {
                return "test/1";
            }
        };
    }

    @Test
    void aTransformMakesEachDocumentOnce() throws Exception {
        List<String> applied = Collections.synchronizedList(new ArrayList<>());
        Transform wrapped = pipeline.transform(of(document -> {
            applied.add(document.id());
            return new Outcome.Kept(document);
        }));
        wrapped.prepare();
        try (ReaderAhead ahead = ahead(new NumberedReader(100))) {
            ahead.allowAhead(60);
            for (int n = 0; n < 100; n++) {
                Document document = document(ahead);
                assertThat(wrapped.apply(document)).isEqualTo(new Outcome.Kept(document));
            }
        }
        assertThat(applied).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aReaderThatWaitsForEverIsLeftWhenTheRunStops() throws Exception {
        NumberedReader reader = new NumberedReader(1000).at(1, ReaderAheadTest::waitForEver);
        ReaderAhead ahead = ahead(reader);
        ahead.allowAhead(MANY);
        step(ahead);
        stop.set(true);
        assertThatThrownBy(ahead::read).isInstanceOf(InterruptedIOException.class);
        assertThat(ahead.position().token()).isEqualTo("at 1");
        ahead.close();
        assertThat(reader.closed).isTrue();
    }

    @Test
    void aThreadThatIsInterruptedWaitsForNothing() throws Exception {
        NumberedReader reader = new NumberedReader(1000).at(1, ReaderAheadTest::waitForEver);
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(MANY);
            step(ahead);
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::read).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(reader.closed).isTrue();
    }

    private static Reading waitForEver() throws IOException {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Test
    void itIsClosedWhileItIsFullAndHoldsNoMoreThanItMay() throws Exception {
        NumberedReader reader = new NumberedReader(1_000_000);
        ReaderAhead ahead = ahead(reader);
        ahead.allowAhead(MANY);
        step(ahead);
        while (reader.reads.get() < StepQueue.DOCUMENTS_MAX) {
            Thread.onSpinWait();
        }
        ahead.close();
        ahead.close();
        assertThat(reader.closed).isTrue();
        assertThat(reader.reads.get()).isBetween(StepQueue.DOCUMENTS_MAX, StepQueue.DOCUMENTS_MAX + 1);
    }

    @Test
    void largeDocumentsAreNotReadFarAhead() throws Exception {
        int chars = 1 << 20;
        NumberedReader reader = new NumberedReader(1000, "x".repeat(chars));
        int atOnce = (int) (StepQueue.BYTES_MAX / (2 * chars)) + 1;
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(MANY);
            for (int n = 1; n <= 20; n++) {
                assertThat(step(ahead)).isEqualTo("document " + (n - 1));
                assertThat(reader.reads.get()).isLessThanOrEqualTo(n + atOnce);
            }
        }
    }

    @Test
    void fetchingAndSkippingCountWhatWasReadAhead() throws Exception {
        NumberedReader reader = new NumberedReader(1000).at(5, () -> new Reading.Save("here"));
        try (ReaderAhead ahead = ahead(reader)) {
            ahead.allowAhead(10);
            step(ahead);
            assertThat(ahead.fetch()).isEmpty();
            assertThat(ahead.skip(2)).isEqualTo(2);
            assertThat(ahead.position().token()).isEqualTo("at 3");
            assertThat(ahead.skip(2000)).isEqualTo(997);
            assertThat(ahead.fetch()).isEqualTo(Optional.of(new Reading.End()));
        }
    }
}
