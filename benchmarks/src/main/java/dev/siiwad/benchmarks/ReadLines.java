package dev.siiwad.benchmarks;

/** Counts the lines that a process reads, and ends it without warning at one of them. Used by one thread. */
final class ReadLines {
    private static final int KILLED = 128 + 9;

    private final long deadly;
    private long count;

    /** @param deadly the number of the line at which the process ends; nothing of it is seen to by hooks or finally clauses */
    ReadLines(long deadly) {
        this.deadly = deadly;
    }

    void add(boolean end) {
        if (!end && ++count >= deadly) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    long count() {
        return count;
    }
}
