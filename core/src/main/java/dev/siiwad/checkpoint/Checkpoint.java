package dev.siiwad.checkpoint;

import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commit record of a run: how far it has read, and which segments count. What it does not count does not exist.
 *
 * @param started when the run began, to the second
 * @param timestamp when this was committed, for people; nothing is decided by it
 * @param firstIndex offset at which the run began; 0 unless set by hand
 * @param lastIndex offset reached: documents read since the start of the source
 * @param processedCount documents kept in the counted segments
 * @param position where the reader stands behind document {@code lastIndex}
 * @param snapshot id of the pinned snapshot
 * @param attempt the highest attempt that has claimed this run
 * @param stalledAttempts attempts in a row, up to this one, that have not moved the offset
 * @param inHand the document that the run may be dying of, where it goes step by step
 * @param segments counted segments, as ranges by attempt
 * @param lastSegmentBytes length of the last counted segment; 0 if there is none
 * @param exhausted whether all has been read and only publishing is left
 * @param extra members of the stored form that this version does not know, kept as they are: name to JSON text
 */
public record Checkpoint(
        RunId runId,
        SourceId source,
        Instant started,
        Instant timestamp,
        long firstIndex,
        long lastIndex,
        long processedCount,
        Position position,
        String snapshot,
        Settings settings,
        int attempt,
        int stalledAttempts,
        Optional<InHand> inHand,
        Owner owner,
        List<SegmentRange> segments,
        long lastSegmentBytes,
        OutputDigest outputDigest,
        boolean exhausted,
        SortedMap<String, String> extra) {

    public Checkpoint {
        requireAtLeast("first_index", firstIndex, 0);
        requireAtLeast("last_index", lastIndex, firstIndex);
        requireAtLeast("processed_count", processedCount, 0);
        if (processedCount > lastIndex - firstIndex) {
            throw new IllegalArgumentException("processed_count is " + processedCount + "; at most "
                    + (lastIndex - firstIndex) + " documents were read");
        }
        requireAtLeast("attempt", attempt, 1);
        requireAtLeast("stalled_attempts", stalledAttempts, 0);
        if (inHand.isPresent()
                && (inHand.get().offset() < lastIndex || inHand.get().lastAttempt() > attempt)) {
            throw new IllegalArgumentException("in_hand is offset "
                    + inHand.get().offset() + " by attempts " + inHand.get().attempts() + "; expected "
                    + lastIndex + " or more, by attempts up to " + attempt);
        }
        requireAtLeast("last_segment_bytes", lastSegmentBytes, 0);
        segments = List.copyOf(segments);
        requireAscending(segments, attempt);
        if (segments.isEmpty() != (lastIndex == firstIndex) || segments.isEmpty() != (lastSegmentBytes == 0)) {
            throw new IllegalArgumentException("segments are " + segments + " with last_segment_bytes "
                    + lastSegmentBytes + ", but last_index is " + lastIndex + " and first_index " + firstIndex);
        }
        if (snapshot.isBlank()) {
            throw new IllegalArgumentException("snapshot is empty");
        }
        extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
    }

    /** The claim that begins a run, at the offset where its first document will be. */
    public static Checkpoint begin(
            RunId runId,
            SourceId source,
            Instant now,
            long firstIndex,
            Position position,
            String snapshot,
            Settings settings,
            int attempt,
            Owner owner) {
        return new Checkpoint(
                runId,
                source,
                now,
                now,
                firstIndex,
                firstIndex,
                0,
                position,
                snapshot,
                settings,
                attempt,
                1,
                Optional.empty(),
                owner,
                List.of(),
                0,
                OutputDigest.EMPTY,
                false,
                new TreeMap<>());
    }

    /**
     * The claim of a later attempt. If the one before it died without a suspect in hand, that is no suspect any more; unless enough have died with it.
     */
    public Checkpoint claimedBy(Owner newOwner, int newAttempt, Instant now) {
        requireAtLeast("attempt", newAttempt, attempt + 1);
        return with(
                now,
                lastIndex,
                processedCount,
                position,
                newAttempt,
                stalledAttempts + 1,
                inHand.filter(document -> document.lastAttempt() == attempt || document.isPoison()),
                newOwner,
                segments,
                lastSegmentBytes,
                outputDigest,
                exhausted);
    }

    /** Counts one more segment, written by this attempt. */
    public Checkpoint plus(Segment segment, Position reached, Instant now) {
        if (segment.name().number() != segmentCount() + 1
                || segment.name().attempt() != attempt
                || segment.firstIndex() != lastIndex) {
            throw new IllegalStateException("segment " + segment.name() + " begins at " + segment.firstIndex()
                    + "; expected " + nextSegment() + " at " + lastIndex);
        }
        List<SegmentRange> ranges = new ArrayList<>(segments);
        if (!ranges.isEmpty() && ranges.get(ranges.size() - 1).attempt() == attempt) {
            ranges.remove(ranges.size() - 1);
        }
        ranges.add(new SegmentRange(attempt, segment.name().number()));
        return with(
                now,
                segment.lastIndex(),
                processedCount + segment.tally().kept(),
                reached,
                attempt,
                0,
                inHand.filter(document -> document.offset() >= segment.lastIndex()),
                owner,
                ranges,
                segment.bytes(),
                outputDigest.plus(segment),
                exhausted);
    }

    /** Only the position has moved. */
    public Checkpoint at(Position reached, Instant now) {
        return with(
                now,
                lastIndex,
                processedCount,
                reached,
                attempt,
                stalledAttempts,
                inHand,
                owner,
                segments,
                lastSegmentBytes,
                outputDigest,
                exhausted);
    }

    /** This attempt is about to parse and transform a document, and may not survive it. */
    public Checkpoint holding(long offset, Instant now) {
        InHand holding = inHand.filter(document -> document.offset() == offset)
                .map(document -> document.and(attempt))
                .orElseGet(() -> new InHand(offset, List.of(attempt)));
        return withInHand(Optional.of(holding), now);
    }

    /** This attempt has survived what it had in hand. Of what others died with, nothing is forgotten. */
    public Checkpoint released() {
        Optional<InHand> others = inHand.flatMap(document -> document.without(attempt));
        return others.equals(inHand) ? this : withInHand(others, timestamp);
    }

    private Checkpoint withInHand(Optional<InHand> newInHand, Instant now) {
        return with(
                now,
                lastIndex,
                processedCount,
                position,
                attempt,
                stalledAttempts,
                newInHand,
                owner,
                segments,
                lastSegmentBytes,
                outputDigest,
                exhausted);
    }

    /** Nothing is left to read. */
    public Checkpoint exhausted(Instant now) {
        return with(
                now,
                lastIndex,
                processedCount,
                position,
                attempt,
                stalledAttempts,
                Optional.empty(),
                owner,
                segments,
                lastSegmentBytes,
                outputDigest,
                true);
    }

    /** How many segments count; they are numbered from 1. */
    public long segmentCount() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).last();
    }

    /** The name that the next segment of this attempt gets. */
    public SegmentName nextSegment() {
        return new SegmentName(segmentCount() + 1, attempt);
    }

    /** The name of the last counted segment. */
    public Optional<SegmentName> lastSegment() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(new SegmentName(
                        segmentCount(), segments.get(segments.size() - 1).attempt()));
    }

    private Checkpoint with(
            Instant now,
            long newLastIndex,
            long newProcessedCount,
            Position newPosition,
            int newAttempt,
            int newStalledAttempts,
            Optional<InHand> newInHand,
            Owner newOwner,
            List<SegmentRange> newSegments,
            long newLastSegmentBytes,
            OutputDigest newOutputDigest,
            boolean newExhausted) {
        return new Checkpoint(
                runId,
                source,
                started,
                now,
                firstIndex,
                newLastIndex,
                newProcessedCount,
                newPosition,
                snapshot,
                settings,
                newAttempt,
                newStalledAttempts,
                newInHand,
                newOwner,
                newSegments,
                newLastSegmentBytes,
                newOutputDigest,
                newExhausted,
                extra);
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + least + " or more");
        }
    }

    private static void requireAscending(List<SegmentRange> ranges, int attempt) {
        SegmentRange before = null;
        for (SegmentRange range : ranges) {
            if (range.attempt() > attempt
                    || before != null && (range.attempt() <= before.attempt() || range.last() <= before.last())) {
                throw new IllegalArgumentException("segments are " + ranges + "; expected attempts up to " + attempt
                        + " and numbers, both ascending");
            }
            before = range;
        }
    }
}
