package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source keeps to; most of all, that a reader opened at any position goes on exactly from there. */
public abstract class SourceContract {
    private static final int STEPS_MAX = 100_000;

    /** The source as another process would have it: equal settings, the same upstream, nothing kept in memory. */
    protected abstract Source open() throws IOException;

    /** What one step came to, in a form that can be compared, and where the reader stood behind it. */
    private record Step(String came, Position behind) {}

    @Test
    void resumesAtEveryDocument() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        assertThat(all).isNotEmpty();
        for (int n = 0; n < all.size(); n++) {
            assertThat(came(steps(snapshot, all.get(n).behind())))
                    .as(
                            "resumed at \"%s\", behind %s",
                            all.get(n).behind(), all.get(n).came())
                    .isEqualTo(came(all.subList(n + 1, all.size())));
        }
    }

    @Test
    void resumesTwice() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        int third = all.size() / 3;
        List<Step> second = steps(snapshot, all.get(third).behind());
        Position twice = second.get(second.size() / 2).behind();
        assertThat(came(steps(snapshot, twice))).isEqualTo(came(second.subList(second.size() / 2 + 1, second.size())));
    }

    @Test
    void skippingIsReadingWithoutLooking() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        for (int n = 0; n <= all.size(); n++) {
            try (DocumentReader reader = open().open(snapshot, Position.START)) {
                assertThat(reader.skip(n)).isEqualTo(n);
                assertThat(came(steps(reader))).as("skipped %s", n).isEqualTo(came(all.subList(n, all.size())));
            }
        }
        try (DocumentReader reader = open().open(snapshot, Position.START)) {
            assertThat(reader.skip(all.size() + 5L)).isEqualTo(all.size());
        }
    }

    @Test
    void saysTheEndAgainAndClosesTwice() throws IOException, MalformedDocumentException {
        DocumentReader reader = open().open(open().snapshot(), Position.START);
        steps(reader);
        assertThat(reader.read()).isInstanceOf(Reading.End.class);
        assertThat(reader.read()).isInstanceOf(Reading.End.class);
        reader.close();
        reader.close();
    }

    @Test
    void pinsTheSameSnapshotTwiceAndStillHasIt() throws IOException {
        Snapshot snapshot = open().snapshot();
        assertThat(open().snapshot()).isEqualTo(snapshot);
        assertThat(open().availability(snapshot)).isInstanceOf(Availability.Available.class);
    }

    @Test
    void knowsItsSizeOrSaysSo() throws IOException {
        Snapshot snapshot = open().snapshot();
        long count = steps(snapshot, Position.START).size();
        assertThat(open().size(snapshot).orElse(count)).isEqualTo(count);
    }

    private List<Step> steps(Snapshot snapshot, Position from) throws IOException {
        try (DocumentReader reader = open().open(snapshot, from)) {
            return steps(reader);
        }
    }

    /** All documents to the end, malformed ones included; what is asked to be saved is passed over, as the loop does. */
    private static List<Step> steps(DocumentReader reader) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (int n = 0; n < STEPS_MAX; n++) {
            try {
                Reading reading = reader.read();
                if (reading instanceof Reading.End) {
                    return steps;
                }
                if (reading instanceof Reading.Read read) {
                    steps.add(new Step(read.document().toString(), reader.position()));
                }
            } catch (MalformedDocumentException e) {
                steps.add(new Step("malformed " + e.documentId() + ": " + e.getMessage(), reader.position()));
            }
        }
        throw new AssertionError("more than " + STEPS_MAX + " steps");
    }

    private static List<String> came(List<Step> steps) {
        return steps.stream().map(Step::came).toList();
    }
}
