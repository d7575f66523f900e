package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.RawReading;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every source keeps to; most of all, that a reader opened at any position goes on exactly from there. */
public abstract class SourceContract {
    private static final int STEPS_MAX = 100_000;
    private static final int SLICES_MAX = 7;
    private static final int NEXT = 2;
    /** Of so many places, at one all that comes is read, and at the others what comes next. */
    private static final int ALL_EVERY = Boolean.getBoolean("siiwad.thorough") ? 1 : 5;

    private static final Made SAVE = () -> "save";
    private static final String SET_ASIDE = "set aside ";

    /** The source as another process would have it: equal settings, the same upstream, nothing kept in memory. */
    protected abstract Source open() throws IOException;

    /** Takes the upstream away, so that no request is answered, or gives it back. Does nothing where there is none. */
    protected void cutOff(boolean cut) {}

    /**
     * The source as {@link #open} gives it, but the last file or body of its upstream ends in the middle of what it holds, without a word of the upstream
     * that it does, or only by the length it announced. Unless overridden, what needs it is skipped; a source without files or bodies says so there.
     */
    protected Source openCutShort() throws IOException {
        return Assumptions.abort("openCutShort is not overridden: a file or body that is cut short is not tested");
    }

    /** What one step came to, in a form that can be compared, and where the reader stood behind it. */
    private record Step(String came, Position behind, boolean isDocument) {}

    @Test
    void resumesAtEveryDocument() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        assertThat(all).isNotEmpty();
        for (int n = 0; n < all.size(); n++) {
            assertThat(came(steps(snapshot, all.get(n).behind(), most(n))))
                    .as(
                            "resumed at \"%s\", behind %s",
                            all.get(n).behind(), all.get(n).came())
                    .isEqualTo(came(behind(all, n)));
        }
    }

    /** Long after they were read, the last one first, when the reader is closed. */
    @Test
    void documentsThatAreMadeLaterAreTheSame() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<String> all = came(steps(snapshot, Position.START));
        List<Made> raw = new ArrayList<>();
        try (DocumentReader reader = open().open(snapshot, Position.START)) {
            for (Optional<Made> next = raw(reader); next.isPresent(); next = raw(reader)) {
                if (!next.get().equals(SAVE)) {
                    raw.add(next.get());
                }
            }
        }
        List<String> made = new ArrayList<>();
        for (int n = raw.size() - 1; n >= 0; n--) {
            made.add(0, raw.get(n).came());
        }
        assertThat(made).isEqualTo(all);
    }

    /** What one step came to, once it is asked. */
    @FunctionalInterface
    private interface Made {
        String came();
    }

    /** Reads once without making a document; empty at the end. */
    private static Optional<Made> raw(DocumentReader reader) throws IOException {
        try {
            RawReading raw = reader.readRaw();
            if (raw instanceof RawReading.Raw later) {
                return Optional.of(() -> made(later.making()));
            }
            Reading reading = ((RawReading.Ready) raw).reading();
            if (reading instanceof Reading.Read read) {
                return Optional.of(() -> read.document().toString());
            }
            return reading instanceof Reading.End ? Optional.empty() : Optional.of(SAVE);
        } catch (MalformedDocumentException e) {
            return Optional.of(() -> malformed(e));
        }
    }

    private static String made(RawReading.Making making) {
        try {
            return making.document().toString();
        } catch (MalformedDocumentException e) {
            return malformed(e);
        }
    }

    private static String malformed(MalformedDocumentException e) {
        return (e.isUnit() ? SET_ASIDE : "malformed ") + e.documentId() + ": " + e.getMessage();
    }

    /** Resumed at every document of every slice; of an even number of slices only in the thorough run. */
    @Test
    void slicesGiveTheWhole() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<String> whole = came(steps(snapshot, Position.START));
        Set<List<Snapshot>> seen = new HashSet<>(Set.of(List.of(snapshot)));
        for (int count = 1; count <= SLICES_MAX; count++) {
            List<Snapshot> slices = open().slices(snapshot, count);
            assertThat(slices).hasSizeBetween(1, count);
            assertThat(open().slices(snapshot, count)).isEqualTo(slices);
            if (!seen.add(slices)) {
                continue;
            }
            List<String> came = new ArrayList<>();
            for (Snapshot slice : slices) {
                List<Step> steps = steps(slice, Position.START);
                for (int n = 0; n < steps.size() && (count % 2 == 1 || ALL_EVERY == 1); n++) {
                    assertThat(came(steps(slice, steps.get(n).behind(), most(n))))
                            .as(
                                    "%s slices, resumed at \"%s\"",
                                    count, steps.get(n).behind())
                            .isEqualTo(came(behind(steps, n)));
                }
                came.addAll(came(steps));
            }
            assertThat(came).as("%s slices", count).isEqualTo(whole);
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
                assertThat(came(steps(reader, most(n - 1)))).as("skipped %s", n).isEqualTo(came(behind(all, n - 1)));
            }
        }
        try (DocumentReader reader = open().open(snapshot, Position.START)) {
            assertThat(reader.skip(all.size() + 5L)).isEqualTo(all.size());
        }
    }

    /** How what is broken is told may differ, since a glimpse fetches nothing twice. */
    @Test
    void aGlimpseGivesTheSameDocuments() throws IOException {
        List<String> whole = documents(steps(open().snapshot(), Position.START));
        try (DocumentReader reader = open().glimpse()) {
            assertThat(documents(steps(reader))).isEqualTo(whole);
        }
    }

    /** Where a source can tell; it ends near 1, unless there is too little to tell. */
    @Test
    void theShareThatIsReadNeverGoesBack() throws IOException {
        double before = 0;
        try (DocumentReader reader = open().open(open().snapshot(), Position.START)) {
            List<Step> steps = new ArrayList<>();
            while (step(reader, steps)) {
                double share = reader.share().orElse(before);
                assertThat(share).as("after %s", steps.size()).isBetween(before, 1.0);
                before = share;
            }
            assertThat(reader.share().orElse(1)).isEqualTo(1);
        }
    }

    @Test
    void fetchingBeforeReadingChangesNothing() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        List<Step> steps = new ArrayList<>();
        Map<Position, Integer> between = new LinkedHashMap<>();
        try (DocumentReader reader = open().open(snapshot, Position.START)) {
            for (boolean more = true; more; ) {
                fetch(reader);
                cutOff(true);
                fetch(reader);
                cutOff(false);
                between.putIfAbsent(reader.position(), steps.size());
                more = step(reader, steps);
                reader.atBoundary();
            }
        }
        assertThat(came(steps)).isEqualTo(came(all));
        steps.forEach(step -> between.remove(step.behind()));
        for (Map.Entry<Position, Integer> place : between.entrySet()) {
            int n = place.getValue() - 1;
            assertThat(came(steps(snapshot, place.getKey(), most(n))))
                    .as("resumed at \"%s\", where the next document had been fetched", place.getKey())
                    .isEqualTo(came(behind(all, n)));
        }
    }

    @Test
    void readsWithoutAnUpstreamWhatItHasFetched() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        List<Step> steps = new ArrayList<>();
        try (DocumentReader reader = open().open(snapshot, Position.START)) {
            for (boolean more = true; more; ) {
                fetch(reader);
                cutOff(true);
                more = step(reader, steps);
                cutOff(false);
            }
        }
        assertThat(came(steps)).isEqualTo(came(all));
    }

    @Test
    void losesNothingWhereAFetchFails() throws IOException {
        Snapshot snapshot = open().snapshot();
        List<Step> all = steps(snapshot, Position.START);
        List<Step> steps = new ArrayList<>();
        DocumentReader reader = open().open(snapshot, Position.START);
        for (boolean more = true; more; ) {
            cutOff(true);
            Optional<IOException> failure = failure(reader::fetch);
            cutOff(false);
            if (failure.isPresent()) {
                Position position = reader.position();
                reader.close();
                reader = open().open(snapshot, position);
            }
            fetch(reader);
            more = step(reader, steps);
        }
        reader.close();
        assertThat(came(steps)).isEqualTo(came(all));
    }

    @Test
    void saysTheEndAgainAndClosesTwice() throws IOException, MalformedDocumentException {
        DocumentReader reader = open().open(open().snapshot(), Position.START);
        steps(reader);
        assertThat(reader.read()).isInstanceOf(Reading.End.class);
        assertThat(reader.fetch()).get().isInstanceOf(Reading.End.class);
        assertThat(reader.read()).isInstanceOf(Reading.End.class);
        reader.close();
        reader.close();
    }

    /** An error, or a unit that is set aside where it is cut short every time; never silently the end, neither read nor passed over. */
    @Test
    void whatIsCutShortIsAnErrorAndNotTheEnd() throws IOException {
        long count = steps(open().snapshot(), Position.START).size();
        Source cut = openCutShort();
        long read = count;
        try {
            List<Step> steps = steps(cut, Position.START);
            assertThat(came(steps)).as("read without an error").anyMatch(came -> came.startsWith(SET_ASIDE));
            read = steps.size();
        } catch (IOException expected) {
            // as it should be
        }
        long passed = count;
        try (DocumentReader reader = cut.open(cut.snapshot(), Position.START)) {
            passed = reader.skip(count + 5);
        } catch (IOException expected) {
            // or all of them, where nothing has to be fetched to count them
        }
        assertThat(passed).as("passed over").isIn(count, read);
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

    private static List<Step> steps(Source source, Position from) throws IOException {
        try (DocumentReader reader = source.open(source.snapshot(), from)) {
            return steps(reader);
        }
    }

    private List<Step> steps(Snapshot snapshot, Position from) throws IOException {
        try (DocumentReader reader = open().open(snapshot, from)) {
            return steps(reader);
        }
    }

    private List<Step> steps(Snapshot snapshot, Position from, int most) throws IOException {
        try (DocumentReader reader = open().open(snapshot, from)) {
            return steps(reader, most);
        }
    }

    /** How many are read behind the n-th, counted from 0. */
    private static int most(int n) {
        return n % ALL_EVERY == 0 ? STEPS_MAX : NEXT;
    }

    /** Those that {@link #most} gives. */
    private static List<Step> behind(List<Step> all, int n) {
        return all.subList(n + 1, Math.min(all.size(), n + 1 + most(n)));
    }

    private static List<Step> steps(DocumentReader reader) throws IOException {
        return steps(reader, STEPS_MAX);
    }

    /** All documents to the end, or the next of them, malformed ones included; what is asked to be saved is passed over, as the loop does. */
    private static List<Step> steps(DocumentReader reader, int most) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (int n = 0; n < STEPS_MAX; n++) {
            if (steps.size() == most || !step(reader, steps)) {
                return steps;
            }
        }
        throw new AssertionError("more than " + STEPS_MAX + " steps");
    }

    /** Reads once, and says whether that was not the end. */
    private static boolean step(DocumentReader reader, List<Step> steps) throws IOException {
        try {
            Reading reading = reader.read();
            if (reading instanceof Reading.Read read) {
                steps.add(new Step(read.document().toString(), reader.position(), true));
            }
            return !(reading instanceof Reading.End);
        } catch (MalformedDocumentException e) {
            steps.add(new Step(malformed(e), reader.position(), false));
            return true;
        }
    }

    /** Fetches until there is something to read, or the end. */
    private static void fetch(DocumentReader reader) throws IOException {
        for (int n = 0; n < STEPS_MAX; n++) {
            Optional<Reading> instead = reader.fetch();
            if (instead.isEmpty() || instead.get() instanceof Reading.End) {
                return;
            }
            assertThat(instead.get()).isInstanceOf(Reading.Save.class);
        }
        throw new AssertionError("nothing to read after " + STEPS_MAX + " steps");
    }

    private interface Fetching {
        Optional<Reading> fetch() throws IOException;
    }

    private static Optional<IOException> failure(Fetching fetching) {
        try {
            fetching.fetch();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static List<String> documents(List<Step> steps) {
        return steps.stream().filter(Step::isDocument).map(Step::came).toList();
    }

    private static List<String> came(List<Step> steps) {
        return steps.stream().map(Step::came).toList();
    }
}
