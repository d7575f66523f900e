package dev.siiwad.ingest;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Slice;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which slices of a shared run a process looks at, and in which order: first those that nobody has begun, from a place of its own on, so that processes rarely meet; then those that others
 * have begun, whose owners may have died. Where the storage keeps marks, they tell the two apart, and which are read, without a look at any slice. Marks only say where to look: a slice is read
 * when its checkpoint says so.
 */
final class SliceSearch {
    private static final String BEGUN = "-begun";
    private static final String READ = "-read";
    private static final Pattern MARK = Pattern.compile("slice-(?!0000)(\\d{4})(-begun|-read)");

    private final List<Slice> slices;
    private final SegmentStore segments;
    private final RunId run;
    private final int first;
    private final OptionalInt only;
    private final BitSet read = new BitSet();
    private final BitSet begun = new BitSet();
    private int unbegunFrom;
    private int begunFrom;

    /** Of these, counted from 0, marks were looked for since the round began. */
    private int lookedFrom;

    private int lookedTo;

    /**
     * @param segments of the whole, where marks are kept
     * @param first where to begin, counted from 0
     * @param only the one slice that is to be read, counted from 1; empty for any
     */
    SliceSearch(List<Slice> slices, SegmentStore segments, RunId run, int first, OptionalInt only) {
        this.slices = slices;
        this.segments = segments;
        this.run = run;
        this.first = first;
        this.only = only;
    }

    /** How many are not known to be read. */
    int left() {
        return slices.size() - read.cardinality();
    }

    /** Whether marks tell what others do, so that there is no need to look at what they have begun as often. */
    boolean hasMarks() {
        return segments.keepsMarks();
    }

    /** Begins again with those that nobody has begun. What others have done since, is looked for. */
    void begin() {
        unbegunFrom = 0;
        lookAgain();
    }

    /** What marks have told is not to be relied on any more. */
    void lookAgain() {
        lookedTo = lookedFrom;
    }

    /** One that nobody has begun as far as is known, or that is the one to be read; each once, until {@link #begin}. */
    Optional<Slice> unbegun() throws IOException {
        while (unbegunFrom < slices.size()) {
            int n = place(unbegunFrom++);
            look(n);
            boolean wanted = only.isEmpty() ? !begun.get(n) : only.getAsInt() == n + 1;
            if (wanted && !read.get(n)) {
                return Optional.of(slices.get(n));
            }
        }
        return Optional.empty();
    }

    /** The next, round and round, of those that others have begun, or that are theirs to read. */
    Optional<Slice> begun() {
        for (int tried = 0; tried < slices.size(); tried++) {
            int n = place(begunFrom);
            begunFrom = (begunFrom + 1) % slices.size();
            boolean ofOthers = only.isEmpty() ? begun.get(n) : only.getAsInt() != n + 1;
            if (ofOthers && !read.get(n)) {
                return Optional.of(slices.get(n));
            }
        }
        return Optional.empty();
    }

    private int place(int n) {
        return (first + n) % slices.size();
    }

    /** This process, or another, has begun it. */
    void isBegun(Slice slice) {
        begun.set(slice.number() - 1);
    }

    /** This process is about to read it. */
    void markBegun(Slice slice) throws IOException {
        isBegun(slice);
        segments.mark(run, name(slice.number()) + BEGUN);
    }

    /** All of it is read. */
    void markRead(Slice slice) throws IOException {
        if (!read.get(slice.number() - 1)) {
            read.set(slice.number() - 1);
            segments.mark(run, name(slice.number()) + READ);
        }
    }

    /** It is not read, whatever was known: somebody has deleted its checkpoint, or put another there. */
    void unmarkRead(Slice slice) throws IOException {
        read.clear(slice.number() - 1);
        segments.unmark(run, name(slice.number()) + READ);
    }

    /** A process that was late may have put them there when those of the run had been removed. */
    static void removeMarks(Slice slice, SegmentStore segments, RunId run) throws IOException {
        segments.unmark(run, name(slice.number()) + BEGUN);
        segments.unmark(run, name(slice.number()) + READ);
    }

    private void look(int n) throws IOException {
        if (read.get(n) || !hasMarks() || lookedFrom <= n && n < lookedTo) {
            return;
        }
        List<String> names = segments.marks(run, name(n + 1));
        int last = n;
        for (String name : names) {
            Matcher mark = MARK.matcher(name);
            if (mark.matches() && Integer.parseInt(mark.group(1)) <= slices.size()) {
                last = Integer.parseInt(mark.group(1)) - 1;
                (mark.group(2).equals(READ) ? read : begun).set(last);
            }
        }
        lookedFrom = n;
        lookedTo = names.size() < SegmentStore.MARKS_MAX ? slices.size() : Math.max(n + 1, last);
    }

    /** Sorts before its marks, and after those of the slice before. */
    private static String name(int number) {
        return String.format(Locale.ROOT, "slice-%04d", number);
    }
}
