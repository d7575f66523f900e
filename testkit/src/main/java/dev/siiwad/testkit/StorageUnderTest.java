package dev.siiwad.testkit;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;

/** The storage that a contract is about, as each group of its tests sees it; {@link StorageContract} gives these. */
interface StorageUnderTest {
    /** What another process would see now over the place of this test; closed at its end. */
    Storage another() throws IOException;

    /** The same over another place, which lasts no longer than this test. */
    Storage another(Path place) throws IOException;

    /** Closes all that this test has opened, as a process does that ends. */
    void closeAll();

    /** The place of this test. */
    Path place();

    /** How many of all orders and crash points are tried, evenly spread. */
    int triesMax();

    /** Whether what is stored is still there for a process that starts when this one has ended. */
    boolean outlivesProcesses();

    /** Makes the stored backup of a source unusable, or skips the test. */
    void damageBackup(Path place, SourceId source) throws IOException;
}
