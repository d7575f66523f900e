package dev.siiwad.publish;

import java.io.IOException;

/** Whether a run still holds its source. On a storage whose locks do not exclude, another run may have taken it over at any time. */
@FunctionalInterface
public interface Ownership {
    /** That of whoever knows that no other run is there. */
    Ownership UNDISPUTED = () -> {};

    /**
     * Makes sure of it by a commit, which only the owner can make. May be called any number of times.
     *
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken the source over; then nothing may be shown or removed
     */
    void require() throws IOException;
}
