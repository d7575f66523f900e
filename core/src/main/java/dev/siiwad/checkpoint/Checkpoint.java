package dev.siiwad.checkpoint;

import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commit record of a run: how far it has read, and which segments count. What it does not count does not exist.
 *
 * @param run what is fixed for the run
 * @param claim who works on it
 * @param extent what was read, and which segments hold it
 * @param timestamp when this was committed, for people; nothing is decided by it
 * @param extra members of the stored form that this version does not know, kept as they are: name to JSON text
 */
public record Checkpoint(Run run, Claim claim, Extent extent, Instant timestamp, SortedMap<String, String> extra) {

    /** A member that earlier builds keep as they found it. */
    private static final String PAUSED_UNTIL = "paused_until";

    public Checkpoint {
        requireAtLeast("last_index", extent.lastIndex(), run.firstIndex());
        long read = extent.lastIndex() - run.firstIndex();
        if (extent.processedCount() > read) {
            throw new IllegalArgumentException(
                    "processed_count is " + extent.processedCount() + "; at most " + read + " documents were read");
        }
        requireSegments(extent, run.firstIndex(), claim.attempt());
        requireLast(extent);
        requireInFlight(claim, extent.lastIndex());
        extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
    }

    /** The claim that begins a run, at the offset where its first document will be. */
    public static Checkpoint begin(Run run, Position position, Claim claim) {
        return new Checkpoint(run, claim, Extent.from(run.firstIndex(), position), run.started(), new TreeMap<>());
    }

    /** The claim of a later attempt. */
    public Checkpoint claimedBy(Owner newOwner, int newAttempt, Instant now) {
        Claim next = exhausted() ? claim.nextToPublish(newAttempt, newOwner) : claim.next(newAttempt, newOwner);
        return with(next, extent, now);
    }

    /** Counts one more segment, written by this attempt. */
    public Checkpoint plus(Segment segment, Position reached, Instant now) {
        if (!segment.name().equals(nextSegment()) || segment.firstIndex() != lastIndex()) {
            throw new IllegalStateException("segment " + segment.name() + " begins at " + segment.firstIndex()
                    + "; expected " + nextSegment() + " at " + lastIndex());
        }
        return with(claim.movedTo(segment.lastIndex()), extent.plus(segment, reached), now);
    }

    /**
     * Counts fewer segments, under an attempt of its own, so that the names of those that are written again are new.
     *
     * @param shorter of the first of the segments that count
     * @param newAttempt this attempt, as long as it has not been committed; else a new one
     */
    public Checkpoint backTo(Extent shorter, int newAttempt, Instant now) {
        if (shorter.segmentCount() > segmentCount() || shorter.lastIndex() > lastIndex()) {
            throw new IllegalStateException("going back to " + shorter.segmentCount() + " segments and offset "
                    + shorter.lastIndex() + "; there are " + segmentCount() + " up to " + lastIndex());
        }
        return with(claim.goneBack(newAttempt), shorter, now);
    }

    /** Only the position has moved. */
    public Checkpoint at(Position reached, Instant now) {
        return with(claim, extent.at(reached), now);
    }

    /** This attempt is about to parse and transform a document, and may not survive it. */
    public Checkpoint holding(long offset, Instant now) {
        return with(claim.holding(offset), extent, now);
    }

    /** This attempt dies of a document by an error of its own, and leaves that behind. */
    public Checkpoint dyingOf(long offset, Instant now) {
        return with(claim.dyingOf(offset), extent, now);
    }

    /** This attempt has survived what it had in flight. Of what others died with, nothing is forgotten. */
    public Checkpoint released() {
        return with(claim.released(), extent, timestamp);
    }

    /** Nothing is left to read: the source has ended. */
    public Checkpoint exhausted(Instant now) {
        return with(claim.done(), extent.whole(false), now);
    }

    /** Nothing is left to read of what was asked for; the source may hold more. */
    public Checkpoint limited(Instant now) {
        return with(claim.done(), extent.whole(true), now);
    }

    /** The same, not knowing where the segments before the last one begin: never to be stored. */
    public Checkpoint withoutPredecessors() {
        return with(claim, extent.withoutPredecessors(), timestamp);
    }

    /** The same at another time: now, or right after the time that it has. */
    public Checkpoint again(Instant now) {
        Instant next = timestamp.plus(1, ChronoUnit.MICROS);
        return with(claim, extent, now.isAfter(next) ? now : next);
    }

    /** Nothing more can be read before that time: a quota is used up. Whatever is committed after it says so no more. */
    public Checkpoint pausedUntil(Instant until, Instant now) {
        SortedMap<String, String> more = new TreeMap<>(extra);
        more.put(PAUSED_UNTIL, '"' + until.toString() + '"');
        return new Checkpoint(run, claim, extent, now, more);
    }

    /** When reading can go on, where a quota was used up. */
    public Optional<Instant> pausedUntil() {
        String member = extra.getOrDefault(PAUSED_UNTIL, "");
        try {
            return member.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(member.replace("\"", "")));
        } catch (DateTimeParseException ofAnotherProgram) {
            return Optional.empty();
        }
    }

    private Checkpoint with(Claim newClaim, Extent newExtent, Instant now) {
        SortedMap<String, String> kept = new TreeMap<>(extra);
        kept.remove(PAUSED_UNTIL);
        return new Checkpoint(run, newClaim, newExtent, now, kept);
    }

    /** The name that the next segment of this attempt gets. */
    public SegmentName nextSegment() {
        return new SegmentName(extent.segmentCount() + 1, claim.attempt());
    }

    /** How that segment begins, whose first document is the next. */
    public SegmentStart nextStart() {
        return new SegmentStart(
                nextSegment(),
                lastIndex(),
                Optional.of(position()),
                extent.last().map(LastSegment::asPredecessors).orElse(Predecessors.NONE),
                run.form(),
                run.form().isMeasured() ? OptionalLong.of(extent.textBytes()) : OptionalLong.empty());
    }

    public RunId runId() {
        return run.id();
    }

    public SourceId source() {
        return run.source();
    }

    public Instant started() {
        return run.started();
    }

    public long firstIndex() {
        return run.firstIndex();
    }

    public String snapshot() {
        return run.snapshot();
    }

    public Settings settings() {
        return run.settings();
    }

    public int attempt() {
        return claim.attempt();
    }

    public int stalledAttempts() {
        return claim.stalledAttempts();
    }

    public Optional<InFlight> inFlight() {
        return claim.inFlight();
    }

    public Owner owner() {
        return claim.owner();
    }

    public long lastIndex() {
        return extent.lastIndex();
    }

    public long processedCount() {
        return extent.processedCount();
    }

    public Position position() {
        return extent.position();
    }

    public List<SegmentRange> segments() {
        return extent.segments();
    }

    public long segmentCount() {
        return extent.segmentCount();
    }

    public Optional<SegmentName> lastSegment() {
        return extent.lastSegment();
    }

    public long lastSegmentBytes() {
        return extent.lastSegmentBytes();
    }

    public OutputDigest outputDigest() {
        return extent.outputDigest();
    }

    public boolean exhausted() {
        return extent.exhausted();
    }

    /** Whether all of the source was read: from its first document, and to its end. */
    public boolean whole() {
        return extent.exhausted() && !extent.limited() && firstIndex() == 0;
    }

    static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + least + " or more");
        }
    }

    private static void requireInFlight(Claim claim, long lastIndex) {
        claim.inFlight()
                .filter(document -> document.offset() < lastIndex || document.lastAttempt() > claim.attempt())
                .ifPresent(document -> {
                    throw new IllegalArgumentException(
                            "in_hand is offset " + document.offset() + " by attempts " + document.attempts()
                                    + "; expected " + lastIndex + " or more, by attempts up to " + claim.attempt());
                });
    }

    private static void requireLast(Extent extent) {
        extent.last().filter(last -> last.firstIndex() >= extent.lastIndex()).ifPresent(last -> {
            throw new IllegalArgumentException("last_segment begins at " + last.firstIndex() + "; expected less than "
                    + extent.lastIndex() + ", the last_index");
        });
    }

    private static void requireSegments(Extent extent, long firstIndex, int attempt) {
        List<SegmentRange> ranges = extent.segments();
        SegmentRange before = null;
        for (SegmentRange range : ranges) {
            if (range.attempt() > attempt
                    || before != null && (range.attempt() <= before.attempt() || range.last() <= before.last())) {
                throw new IllegalArgumentException("segments are " + ranges + "; expected attempts up to " + attempt
                        + " and numbers, both ascending");
            }
            before = range;
        }
        if (ranges.isEmpty() != (extent.lastIndex() == firstIndex)
                || ranges.isEmpty() != (extent.lastSegmentBytes() == 0)) {
            throw new IllegalArgumentException("segments are " + ranges + " with last_segment_bytes "
                    + extent.lastSegmentBytes() + ", but last_index is " + extent.lastIndex() + " and first_index "
                    + firstIndex);
        }
    }
}
