package dev.siiwad.cli.crashtest;

import java.time.Duration;

/**
 * The uninterrupted run: what the others have to come to, how long what takes, and how many changes to the disk.
 *
 * @param checkpoints how many it said were saved
 * @param startup until its first word
 * @param reading from there to its last checkpoint
 * @param ending from there to its end
 */
record Reference(
        Published published, Changes changes, int checkpoints, Duration startup, Duration reading, Duration ending) {
    static Reference of(ChildProcess.Ended ended, Published published) {
        Duration ending = ended.lived().minus(ended.startup()).minus(ended.reading());
        return new Reference(published, ended.changes(), ended.checkpoints(), ended.startup(), ended.reading(), ending);
    }

    Duration lived() {
        return startup.plus(reading).plus(ending);
    }

    /** How many changes a commit makes, about; a claim makes as many, or a few more. */
    long changesOfACommit() {
        return Math.max(1, changes.reading() / (checkpoints + 1));
    }

    /** How much is left to read after an offset: 1 for all, 0 for nothing. */
    double unread(long offset) {
        long first = published.receipt().firstIndex();
        long last = published.receipt().lastIndex();
        return first == last ? 0 : (double) (last - Math.max(first, offset)) / (last - first);
    }
}
