package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commits of one source, each an object that is created once and never changed: the one with the highest number is the truth. Whoever creates the
 * number after the newest has committed.
 *
 * <pre>
 * checkpoints/999999999957-42.json     12 digits that count down, so that the newest lists first; then the number
 * checkpoints/999999999958-41.json
 * </pre>
 *
 * Safe for use by several threads: the run's own, and the one that renews.
 */
final class CheckpointLog {
    static final long NUMBER_MAX = 999_999_999_999L;

    /**
     * After a gap this long we may have slept through anything, even through the removal of what we would have met. Less than others {@linkplain Lease#WATCH watch} before they take a
     * source over.
     */
    static final Duration GAP_MAX = Duration.ofSeconds(20);

    /** Entries this much older than the newest are removed when the next run starts: nobody sleeps that long over a commit. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Pattern NAME = Pattern.compile("(\\d{12})-(\\d{1,12})\\.json");

    private final Bucket bucket;
    private final SourceId source;
    private final String directory;
    private final List<byte[]> unsettled = new ArrayList<>();

    private boolean lost;
    private long number;
    private Optional<byte[]> bytes = Optional.empty();
    private Instant lastSeen = Instant.MIN;
    private boolean ours;

    /** One commit. */
    record Entry(long number, byte[] bytes) {}

    CheckpointLog(Bucket bucket, SourceId source) {
        this.bucket = bucket;
        this.source = source;
        this.directory = Layout.staging(source) + "/checkpoints/";
    }

    /** How an entry is called in messages. */
    String url(long entry) {
        return bucket.url(path(entry));
    }

    /** The number of the newest entry, or 0 if there is none: one request, however long the log is. */
    long newestNumber() throws IOException {
        List<Bucket.Listed> first = bucket.list(directory, directory, 1);
        return first.isEmpty() ? 0 : number(first.get(0));
    }

    /** Looks where the log ends now; the next {@link #append} comes after this. */
    synchronized Optional<Entry> newest() throws IOException {
        long newest = newestNumber();
        Optional<byte[]> found = newest == 0 ? Optional.empty() : Optional.of(read(newest));
        lost = false;
        ours = false;
        unsettled.clear();
        lastSeen = bucket.waiting().now();
        number = newest;
        bytes = found;
        return found.map(content -> new Entry(newest, content));
    }

    /** When the newest entry was made, by the store's clock; empty if there is none. */
    Optional<Instant> written() throws IOException {
        return bucket.list(directory, directory, 1).stream()
                .map(Bucket.Listed::modified)
                .findFirst();
    }

    /** The entry before one, or empty if there is none. */
    Optional<Entry> before(long entry) throws IOException {
        List<Bucket.Listed> next = bucket.list(directory, path(entry), 1);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        long number = number(next.get(0));
        return Optional.of(new Entry(number, read(number)));
    }

    /**
     * Commits; durable on return.
     *
     * @throws LostRaceException if anyone else has committed since we last looked; nothing was changed
     */
    synchronized void append(byte[] entry) throws IOException {
        if (lost) {
            throw lostRace();
        }
        if (bucket.waiting().passed(GAP_MAX, lastSeen)) {
            requireNewest();
        }
        while (!created(entry)) {
            Optional<byte[]> there = bucket.read(path(number + 1), CheckpointParser.BYTES_MAX);
            if (unsettled.stream().noneMatch(bytes -> Arrays.equals(bytes, there.orElse(new byte[0])))) {
                throw lostRace();
            }
            number++;
        }
        number++;
        ours = true;
        bytes = Optional.of(entry);
        unsettled.clear();
        lastSeen = bucket.waiting().now();
    }

    /** Says once more what we said last, if that is some time ago, so that others see that we live. Tells whether it did. */
    synchronized boolean renew(Duration after) throws IOException {
        boolean due = ours
                && !lost
                && !Deletion.is(bytes.orElseThrow())
                && bucket.waiting().passed(after, lastSeen);
        if (due) {
            append(bytes.get());
        }
        return due;
    }

    /** @throws LostRaceException if the newest entry is not the one we last saw or made */
    synchronized void requireNewest() throws IOException {
        if (lost) {
            throw lostRace();
        }
        long newest = newestNumber();
        if (newest != number) {
            Optional<byte[]> content = newest == number + 1 ? Optional.of(read(newest)) : Optional.empty();
            boolean oursAfterAll =
                    content.isPresent() && unsettled.stream().anyMatch(one -> Arrays.equals(one, content.get()));
            if (!oursAfterAll) {
                throw lostRace();
            }
        }
    }

    /** Whether we have committed last, as far as we know. */
    synchronized boolean stillOurs() {
        return ours && !lost;
    }

    /** The newest entry, as far as we know; empty if there is none. */
    synchronized Optional<Entry> seen() {
        return bytes.map(content -> new Entry(number, content));
    }

    /** What a listed entry holds, which is read only if it is not the newest that we know; empty if it is gone. */
    Optional<byte[]> content(Bucket.Listed listed) throws IOException {
        long number = number(listed);
        Optional<Entry> known = seen().filter(entry -> entry.number() == number);
        return known.isPresent() ? known.map(Entry::bytes) : bucket.read(path(number), CheckpointParser.BYTES_MAX);
    }

    /** Removes entries that are {@link #KEPT long} out of date, by the store's clock. */
    void prune() throws IOException {
        List<Bucket.Listed> page = bucket.list(directory, directory, Bucket.LIST_KEYS_MAX);
        if (page.isEmpty()) {
            return;
        }
        Instant before = page.get(0).modified().minus(KEPT);
        for (int pages = 1; pages <= Bucket.LIST_PAGES_MAX && !page.isEmpty(); pages++) {
            List<String> old = page.stream()
                    .filter(entry -> NAME.matcher(entry.name()).matches()
                            && entry.modified().isBefore(before))
                    .map(Bucket.Listed::path)
                    .toList();
            bucket.delete(old);
            if (page.size() < Bucket.LIST_KEYS_MAX) {
                return;
            }
            page = bucket.list(directory, page.get(page.size() - 1).path(), Bucket.LIST_KEYS_MAX);
        }
    }

    /**
     * Removes a log that ends with a deletion. The deletion goes last: without it, what it has deleted would count again. Whoever commits after it meanwhile keeps what he has committed.
     *
     * @param end the deletion
     * @param listed the entries, as they were found after it, and what else is to go
     */
    void remove(Entry end, List<Bucket.Listed> listed) throws IOException {
        List<String> before = listed.stream()
                .filter(object -> !isEntry(object) || object.path().compareTo(path(end.number())) > 0)
                .map(Bucket.Listed::path)
                .toList();
        bucket.delete(before);
        bucket.delete(List.of(path(end.number())));
    }

    /** Whether an object is one of its entries. */
    boolean isEntry(Bucket.Listed object) {
        return object.path().startsWith(directory)
                && NAME.matcher(object.name()).matches();
    }

    private boolean created(byte[] entry) throws IOException {
        if (number == NUMBER_MAX) {
            throw new IOException(bucket.url(directory) + ": has " + number + " entries, as many as have a number");
        }
        try {
            return bucket.create(path(number + 1), Body.of(entry));
        } catch (IOException e) {
            if (unsettled.stream().noneMatch(one -> Arrays.equals(one, entry))) {
                unsettled.add(entry);
            }
            throw e;
        }
    }

    private byte[] read(long entry) throws IOException {
        return bucket.read(path(entry), CheckpointParser.BYTES_MAX)
                .orElseThrow(() -> new CorruptCheckpointException(
                        url(entry) + ": is listed but cannot be read; somebody is removing it"));
    }

    private LostRaceException lostRace() {
        lost = true;
        return new LostRaceException(bucket.url(directory) + ": somebody else has committed for source " + source
                + " after entry " + number + ", the last one this run knows; nothing was written over it. Another run"
                + " has taken over");
    }

    private long number(Bucket.Listed entry) throws CorruptCheckpointException {
        Matcher matcher = NAME.matcher(entry.name());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2)) != NUMBER_MAX) {
            throw new CorruptCheckpointException(bucket.url(entry.path())
                    + ": is not an entry of the log of checkpoints, and hides them. Move it elsewhere");
        }
        return Long.parseLong(matcher.group(2));
    }

    private String path(long entry) {
        return directory + String.format(Locale.ROOT, "%012d-%d.json", NUMBER_MAX - entry, entry);
    }
}
