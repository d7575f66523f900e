package dev.siiwad.storage.file;

import dev.siiwad.storage.file.ShapedSource.Question;

/** What befalls one process of a {@link Scenario}. */
sealed interface Fate {
    /** Nothing. */
    record None() implements Fate {}

    /**
     * Something happens at an operation that changes the disk.
     *
     * @param kind of the operations that are counted
     * @param nth counted from 1
     * @param share of the bytes that are written, where half a write is what happens
     */
    record Strike(Kind kind, int nth, Manner manner, double share) implements Fate {}

    /** The disk has room for so many bytes, and no more. */
    record Full(long bytes) implements Fate {}

    /**
     * Something happens at a document.
     *
     * @param nth of those that this process reads, counted from 1
     */
    record AtDocument(int nth, Moment moment, What what) implements Fate {}

    /** The upstream does not answer a question. */
    record Silent(Question question) implements Fate {}

    /** The upstream no longer has what the run reads. */
    record Gone() implements Fate {}

    /** It is asked for with other settings than the run was begun with. */
    record OtherSettings() implements Fate {}

    /**
     * A second run is started meanwhile.
     *
     * @param nth at which document, commit or publication of this process
     * @param barging whether it ignores who holds the source
     * @param fate of the second one
     */
    record SecondRun(When when, int nth, boolean barging, Fate fate) implements Fate {}

    /** Operations of a disk. */
    enum Kind {
        ANY,
        MAKE_DIRECTORY,
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        DELETE,
        SYNC
    }

    /** What becomes of the operation, and of the process. */
    enum Manner {
        KILLED_BEFORE,
        KILLED_WITHIN,
        KILLED_AFTER,
        FAILS
    }

    /** Where a document is. */
    enum Moment {
        WAITING,
        PARSING,
        TRANSFORMING
    }

    /** What happens there. */
    enum What {
        FAILS,
        KILLED,
        /** An error runs through the process and ends it, tidying up on its way. */
        DIES,
        INTERRUPTED
    }

    /** When the second run is started. */
    enum When {
        DOCUMENT,
        COMMIT,
        BEFORE_PUBLICATION,
        BEHIND_PUBLICATION
    }
}
