package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that a process holds by going on to commit.
 *
 * <p>Whoever starts looks whether the last owner lives: by its process id on the same boot of the same machine; else by watching whether its log grows. A process that lives may have
 * given up what it held, as a task manager has whose worker was cancelled: where its log is seen not to grow, it holds nothing.
 * From the first commit on, a thread renews the newest entry whenever nothing else was committed for a while. Death needs no ceremony, and a wrong
 * verdict costs nothing but a lost race. A slice that is read to its end is held by nobody, however its last owner fares: there is nothing left to do to it.
 */
final class Lease implements Closeable {
    /** How long the log of an owner elsewhere is watched. */
    static final Duration WATCH = Duration.ofSeconds(30);

    /** With {@link #BEAT} on top, still less than the ten seconds that are promised. */
    static final Duration RENEW_AFTER = Duration.ofSeconds(7);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    /** A claim's time is cut to the second, and a process's start is known to a hundredth or so. */
    private static final Duration START_SLACK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final Set<String> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Bucket bucket;
    private final Machine machine;
    private final SourceId source;
    private final CheckpointLog log;
    private final ReadableCopy copy;
    private final Sightings sightings;
    private final String heldAs;
    private boolean held;
    private Optional<Thread> renewing = Optional.empty();

    /** @param sightings an owner elsewhere that was seen to be silent is not watched once more */
    Lease(Bucket bucket, Machine machine, SourceId source, CheckpointLog log, ReadableCopy copy, Sightings sightings) {
        this.bucket = bucket;
        this.machine = machine;
        this.source = source;
        this.log = log;
        this.copy = copy;
        this.sightings = sightings;
        this.heldAs = bucket.identity() + " " + source + " " + machine.self().pid();
    }

    /** @throws SourceBusyException if another run that lives holds the source, unless it is to be taken over */
    void begin(boolean takeOver) throws IOException {
        held = HELD_HERE.add(heldAs);
        if (!held && !takeOver) {
            throw busy("this process", "");
        }
        try {
            if (!takeOver) {
                requireFree();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        Thread thread = new Thread(this::renew, "siiwad-renew-" + source);
        thread.setDaemon(true);
        renewing = Optional.of(thread);
        thread.start();
    }

    /** Who holds the source now, as far as that shows without watching. */
    static Optional<String> holder(Machine machine, SourceId source, CheckpointLog.Entry entry) {
        return lastOwner(entry)
                .filter(last -> !isNobodys(source, entry))
                .map(last -> {
                    String name = name(last.owner());
                    return switch (verdict(machine, last)) {
                        case LIVES -> name;
                        case DEAD -> "";
                        case UNKNOWN -> name + ", if it lives";
                    };
                })
                .filter(name -> !name.isEmpty());
    }

    /**
     * How a run of a source stands whose newest commit this is.
     *
     * @param silent whether the log has not grown for as long as an owner elsewhere is watched
     */
    static Glance glance(Machine machine, SourceId source, CheckpointLog.Entry newest, RunId run, boolean silent) {
        if (isEnd(newest, run)) {
            return Glance.EXHAUSTED;
        }
        if (isNobodys(source, newest)) {
            return Glance.FREE;
        }
        return switch (lastOwner(newest).map(last -> verdict(machine, last)).orElse(Verdict.UNKNOWN)) {
            case DEAD -> Glance.FREE;
            case LIVES, UNKNOWN -> silent ? Glance.FREE : Glance.HELD;
        };
    }

    private static boolean isEnd(CheckpointLog.Entry entry, RunId run) {
        try {
            return CheckpointParser.parse("", entry.bytes()).isEndOf(run);
        } catch (CorruptCheckpointException unknown) {
            return false;
        }
    }

    private enum Verdict {
        LIVES,
        DEAD,
        UNKNOWN
    }

    private record Last(Owner owner, Instant committed) {}

    private void requireFree() throws IOException {
        Optional<CheckpointLog.Entry> newest = log.newest();
        if (newest.isEmpty() || isNobodys(source, newest.get())) {
            return;
        }
        Optional<Last> last = lastOwner(newest.get());
        Verdict verdict = last.map(known -> verdict(machine, known)).orElse(Verdict.UNKNOWN);
        String name = last.map(known -> name(known.owner())).orElse("a run whose last commit is damaged");
        if (verdict == Verdict.DEAD || sightings.isQuiet(source, newest.get().number())) {
            return;
        }
        if (verdict == Verdict.LIVES) {
            throw busy(name, "");
        }
        watch(newest.get().number(), name);
    }

    private void watch(long number, String name) throws IOException {
        LOG.info(
                "Source {} was last held by {}. Watching for {} s whether it still commits (taking over would not wait)",
                source,
                name,
                WATCH.toSeconds());
        for (Duration watched = Duration.ZERO; watched.compareTo(WATCH) < 0; watched = watched.plus(LOOK_EVERY)) {
            bucket.waiting().sleep(LOOK_EVERY);
            if (log.newestNumber() != number) {
                Optional<CheckpointLog.Entry> newest = log.newest();
                if (newest.isPresent() && !isNobodys(source, newest.get())) {
                    throw busy(name, ", which has committed just now");
                }
                return;
            }
        }
    }

    private static Verdict verdict(Machine machine, Last last) {
        Owner owner = last.owner();
        if (!machine.shares(owner)) {
            return Verdict.UNKNOWN;
        }
        if (owner.pid() == machine.self().pid()) {
            return Verdict.DEAD;
        }
        Optional<Instant> start = machine.startOf().apply(owner.pid());
        if (start.isEmpty()) {
            return Verdict.DEAD;
        }
        boolean anotherProcess = start.get().isAfter(last.committed().plus(START_SLACK));
        return anotherProcess ? Verdict.UNKNOWN : Verdict.LIVES;
    }

    private static Optional<Last> lastOwner(CheckpointLog.Entry entry) {
        try {
            return CheckpointParser.parse("", entry.bytes()) instanceof Saved.Committed committed
                    ? Optional.of(last(committed.checkpoint()))
                    : Optional.empty();
        } catch (CorruptCheckpointException unknown) {
            return Optional.empty();
        }
    }

    private static Last last(Checkpoint checkpoint) {
        return new Last(checkpoint.owner(), checkpoint.timestamp());
    }

    /** Whether it shows in an entry that nobody works on the source: it was deleted, set by hand, or is a slice of which all is read. */
    private static boolean isNobodys(SourceId source, CheckpointLog.Entry newest) {
        if (Deletion.is(newest.bytes())) {
            return true;
        }
        try {
            Saved saved = CheckpointParser.parse("", newest.bytes());
            return !(saved instanceof Saved.Committed committed)
                    || Slice.named(source).isPresent() && committed.checkpoint().exhausted();
        } catch (CorruptCheckpointException unknown) {
            return false;
        }
    }

    private static String name(Owner owner) {
        return "pid " + owner.pid() + (owner.host().isEmpty() ? "" : " on " + owner.host());
    }

    private SourceBusyException busy(String holder, String why) {
        return new SourceBusyException(bucket.url(Layout.staging(source)) + ": another run holds source " + source
                + " (" + holder + ")" + why
                + ". Wait until it ends, or stop it; then run the same command again");
    }

    private void renew() {
        try {
            while (true) {
                Thread.sleep(BEAT.toMillis());
                try {
                    if (log.seen().filter(newest -> isNobodys(source, newest)).isEmpty()) {
                        log.renew(RENEW_AFTER);
                    }
                } catch (IOException e) {
                    LOG.debug("The last commit was not renewed", e);
                }
            }
        } catch (InterruptedException closing) {
            LOG.trace("No renewal any more", closing);
        }
    }

    /** Frees the source at once for whoever starts in this process; others see that it is free by our death. */
    @Override
    public void close() {
        if (renewing.isPresent()) {
            Thread thread = renewing.get();
            renewing = Optional.empty();
            thread.interrupt();
            try {
                thread.join(CLOSE_WITHIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (log.stillOurs()) {
                copy.flush(source);
            }
        }
        if (held) {
            held = false;
            HELD_HERE.remove(heldAs);
        }
    }
}
