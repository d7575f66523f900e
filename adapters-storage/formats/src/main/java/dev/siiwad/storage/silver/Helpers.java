package dev.siiwad.storage.silver;

import java.util.concurrent.FutureTask;

/** Whoever has nothing else to do while a part is written. */
@FunctionalInterface
public interface Helpers {
    /** Nobody. */
    Helpers NONE = task -> false;

    /**
     * Asks for a task to be run. Whoever needs its result runs it as well, which does nothing where it was run before, and so never waits for somebody who does not come.
     *
     * @return false if nobody will
     */
    boolean offer(FutureTask<?> task);
}
