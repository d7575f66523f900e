package dev.siiwad.cli.crashtest;

import java.time.Duration;

/**
 * The uninterrupted run: what the others have to come to, and how long what takes.
 *
 * @param startup until its first word
 * @param reading from there to its last checkpoint
 * @param ending from there to its end
 */
record Reference(Published published, Changes changes, Duration startup, Duration reading, Duration ending) {
    static Reference of(ChildProcess.Ended ended, Published published) {
        Duration ending = ended.lived().minus(ended.startup()).minus(ended.reading());
        return new Reference(published, ended.changes(), ended.startup(), ended.reading(), ending);
    }

    Duration lived() {
        return startup.plus(reading).plus(ending);
    }

    /** How much is left to read behind an offset: 1 for all, 0 for nothing. */
    double unread(long offset) {
        long first = published.receipt().firstIndex();
        long last = published.receipt().lastIndex();
        return first == last ? 0 : (double) (last - Math.max(first, offset)) / (last - first);
    }
}
