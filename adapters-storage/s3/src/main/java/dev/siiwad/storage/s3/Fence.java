package dev.siiwad.storage.s3;

import java.io.IOException;

/** Tells whether the run that is about to change something for good still holds its source. */
@FunctionalInterface
public interface Fence {
    /** @throws dev.siiwad.checkpoint.LostRaceException if anyone else has committed since; then nothing may be removed or published */
    void requireHeld() throws IOException;
}
