package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.crashtest.CrashPoint.Stretch;
import dev.siiwad.storage.Layout;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Turns what chance has chosen into a kill that fits how far a run has come, so that all kills of a round find an attempt that lives: each
 * gets its part of what is left to read, and the last fifth of them falls into publishing.
 */
final class KillPlan {
    /** The card and its metadata: each created, written, forced, moved into place and made durable there; only where they differ. */
    private static final long CARD_CHANGES = 10;

    /** Changes that only the first attempt to publish makes, at most: the directories of a dataset, and their names made durable; the card. */
    static final long FIRST_PUBLISHING_CHANGES = 2L * directories() + CARD_CHANGES;

    private static final int ONE_ENDING_IN = 5;

    /** Most of what is left: with all of it an attempt that is faster than the reference run would end before it is killed. */
    private static final double STRETCH_MAX = 0.9;

    private final Reference reference;
    private final boolean onDisk;
    private Duration startup;
    private Duration reading;

    /** @param onDisk whether single changes can be told apart */
    KillPlan(Reference reference, boolean onDisk) {
        this.reference = reference;
        this.onDisk = onDisk;
        this.startup = reference.startup();
        this.reading = reference.reading();
    }

    /**
     * Any attempt tells how fast one can be. The reference run was the first, and may have been slow for that.
     *
     * @param from the offset at which it began
     */
    void learn(ChildProcess.Ended ended, long from) {
        if (!ended.startup().isZero()) {
            startup = shorter(startup, ended.startup());
        }
        double read = reference.unread(from) - reference.unread(ended.saved().orElse(from));
        if (read > 0) {
            reading = shorter(reading, part(ended.reading(), 1 / read));
        }
    }

    /**
     * @param left how many kills of the round are left, with this one
     * @param of how many it has
     * @param saved the offset that the run has saved
     */
    Kill next(Choice choice, int left, int of, long saved) {
        double unread = reference.unread(saved);
        int leftToRead = left - of / ONE_ENDING_IN;
        boolean ending = leftToRead <= 0 || unread == 0;
        if (ending && onDisk) {
            return publishing(choice, left == 1);
        }
        double stretch = unread * Math.min(STRETCH_MAX, 2.0 / Math.max(1, leftToRead));
        return choice.byTime() || !onDisk ? time(choice, ending, stretch) : change(choice, stretch);
    }

    private Kill publishing(Choice choice, boolean last) {
        Changes changes = reference.changes();
        long publishing = Math.max(1, changes.publishing() - FIRST_PUBLISHING_CHANGES);
        Stretch stretch = last ? Stretch.ENDING : Stretch.PUBLISHING;
        long among = publishing + (last ? changes.clearing() : 0);
        return new Kill.AtChange(new CrashPoint(stretch, 1 + floor(among, choice), choice.moment()));
    }

    private Kill change(Choice choice, double stretch) {
        long claim = reference.changesOfACommit();
        long among = Math.max(claim, Math.round(reference.changes().reading() * stretch));
        long number = choice.early() ? floor(claim, choice) : claim + floor(among, choice);
        return new Kill.AtChange(new CrashPoint(Stretch.ATTEMPT, 1 + number, choice.moment()));
    }

    private Kill time(Choice choice, boolean ending, double stretch) {
        if (choice.early()) {
            return new Kill.AfterTime(part(startup, choice.share()));
        }
        Duration among = ending ? reference.ending() : part(reading, stretch);
        return new Kill.AfterFirstWord(part(among, choice.share()));
    }

    /** Below a data directory: those of all datasets, one of the source and one of the day. */
    private static int directories() {
        return Path.of(Layout.SILVER).getNameCount() + 2;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos(Math.round(whole.toNanos() * share));
    }

    private static long floor(long among, Choice choice) {
        return (long) (among * choice.share());
    }
}
