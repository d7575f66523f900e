package dev.siiwad.cli.crashtest;

import java.time.Duration;

/** When a child is killed. */
public sealed interface Kill {
    /** It is left to end. */
    record Never() implements Kill {}

    /** So long after it was started. */
    record AfterTime(Duration life) implements Kill {}

    /** So long after its first word, which it says when it has looked at its checkpoint. */
    record AfterFirstWord(Duration later) implements Kill {}

    /** As soon as it has said for the n-th time that a checkpoint is saved. */
    record AfterCheckpoints(int number) implements Kill {}

    /** At a change to the disk; it halts there by itself, and says so. */
    record AtChange(CrashPoint point) implements Kill {}

    static Kill never() {
        return new Never();
    }

    static Kill afterCheckpoints(int number) {
        return new AfterCheckpoints(number);
    }
}
