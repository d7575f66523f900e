package dev.siiwad.ingest;

import java.io.IOException;

/**
 * Starts processes in which the document that a run stands before is tried, so that a document that kills takes only such a process with it. Given by
 * whoever hosts the run; each process does what {@link NextDocument} does, with the memory and the stack that the run itself has. Called by the run's thread.
 */
@FunctionalInterface
public interface Trial {
    /** What a process is told to do. */
    enum Kind {
        /** To fetch the document, then to read and to transform it. */
        SUSPECT,
        /** To do the same up to where it would read: what kills this one is not the document. */
        CONTROL
    }

    /** What became of a process. */
    sealed interface Ending {
        /** It has done what it was told to. */
        record Survived() implements Ending {}

        /**
         * It has died after it had said that the document was in flight, of nothing that this side or a person did.
         *
         * @param how in words, such as {@code exit code 137}
         */
        record Died(String how) implements Ending {}

        /**
         * It says nothing about the document: it could not fetch it, was interrupted, or did not end in time.
         *
         * @param why in words
         */
        record Undecided(String why) implements Ending {}
    }

    /**
     * Starts one process and waits for its end. Returns early, as undecided, when the run is asked to stop.
     *
     * @throws IOException if no process can be started
     */
    Ending run(Kind kind) throws IOException;
}
