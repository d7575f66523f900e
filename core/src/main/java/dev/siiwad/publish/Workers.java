package dev.siiwad.publish;

import java.io.IOException;

/** Does work that several threads may share. Passed in, since threads are the business of whoever has them. */
@FunctionalInterface
public interface Workers {
    /** The thread that calls, and no other. */
    Workers CALLER = Work::run;

    /** Does the same work in as many threads as there are, each for itself, and returns once all have ended; what the first of them that failed has thrown is thrown. */
    void run(Work work) throws IOException;

    /** What a thread does: it takes one piece after the other until there are none. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }
}
