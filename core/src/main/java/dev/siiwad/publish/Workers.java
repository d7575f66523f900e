package dev.siiwad.publish;

import java.io.IOException;

/** Does work that several threads may share. Passed in, since threads are the business of whoever has them. */
public interface Workers {
    /** The thread that calls, and no other. */
    Workers CALLER = new Workers() {
        @Override
        public void run(Work work) throws IOException {
            work.run();
        }

        @Override
        public void runHelped(Work own, Work help) throws IOException {
            own.run();
        }
    };

    /** Does the same work in as many threads as there are, each for itself, and returns once all have ended; what the first of them that failed has thrown is thrown. */
    void run(Work work) throws IOException;

    /**
     * Does work in the thread that calls, and meanwhile, in others if there are any, what helps with it. Returns once all have ended: help is to end by itself soon after the
     * caller's own work, however that ends.
     */
    void runHelped(Work own, Work help) throws IOException;

    /** What a thread does: it takes one piece after the other until there are none. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }
}
