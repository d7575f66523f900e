package dev.siiwad.ingest;

import java.io.IOException;

/**
 * What trials in processes of their own say about a document. It is deadly only if it kills every one of them, while a control survives after each death,
 * and all within the life of one process: whoever kills the whole process tree leaves nobody to see it, and whatever else kills kills the controls too.
 */
sealed interface Verdict {
    /** So many processes must die of it, one after the other. */
    int TRIALS = 3;

    /** It killed each of its processes. {@code how} the last of them died. */
    record Deadly(String how) implements Verdict {
        @Override
        public String message() {
            return "killed " + TRIALS + " processes of its own (" + how
                    + "), and after each a control survived: it is to blame";
        }
    }

    /** A process has survived it. */
    record Harmless() implements Verdict {
        @Override
        public String message() {
            return "did a process of its own no harm: it is read";
        }
    }

    /** Nothing is known. */
    record Undecided(String why) implements Verdict {
        @Override
        public String message() {
            return "could not be tried: " + why + ". It is read";
        }
    }

    /** For the log, about the document. */
    String message();

    /** @throws IOException if no process can be started */
    static Verdict of(Trial trial) throws IOException {
        String how = "";
        for (int n = 1; n <= TRIALS; n++) {
            Trial.Ending suspect = trial.run(Trial.Kind.SUSPECT);
            if (suspect instanceof Trial.Ending.Survived) {
                return new Harmless();
            }
            if (suspect instanceof Trial.Ending.Undecided undecided) {
                return new Undecided(undecided.why());
            }
            how = ((Trial.Ending.Died) suspect).how();
            Trial.Ending control = trial.run(Trial.Kind.CONTROL);
            if (control instanceof Trial.Ending.Undecided undecided) {
                return new Undecided(undecided.why());
            }
            if (control instanceof Trial.Ending.Died died) {
                return new Undecided("a process that only fetched it died too (" + died.how() + ")");
            }
        }
        return new Deadly(how);
    }
}
