package dev.siiwad.testkit;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Storage} keeps to. A storage that passes has the loop, recovery and publishing at most once for nothing.
 *
 * <p>Extend it in a test class of your own, and say how your storage is opened:
 *
 * <pre>
 * class TapeStorageContractTest extends StorageContract {
 *     &#64;Override
 *     protected Storage open(Path place) throws IOException {
 *         return TapeStorage.below(place);
 *     }
 * }
 * </pre>
 *
 * <p>A <b>place</b> is where everything of one test is kept: a directory that is empty at its start and removed at its end. A storage that keeps its data
 * elsewhere derives a name from the directory's, or writes a file there that says where. Opening a place again gives what another process would see: the
 * contract opens it many times in one test, some of them side by side. It closes all of them when the test ends.
 *
 * <p>Some tests start a JVM with the class path and the system properties of this one, which makes an object of your class by its constructor without
 * arguments (it need not be public; the class must be a top-level or a static nested one), opens the same place, does one thing, says so, and is killed by
 * {@code SIGKILL}. So what one JVM knows of a place, such as the port of a server, has to be written in it. A storage that does not outlive its process
 * says so by {@link #outlivesProcesses}, and these tests are skipped.
 *
 * <p>A run of ten documents is stopped at each of its thirty durable operations or so, which opens some hundred places below that of the test. All of it
 * takes some seconds where a commit takes a millisecond, files without forcing for one; where it takes ten, let {@link #triesMax} try fewer.
 *
 * <p>The name of a receipt among the files of {@link Storage#datasets} ends in {@code -receipt.json}; all other published files are compared byte by byte.
 *
 * <p>Every checkpoint of these tests is signed by {@link Checkpoints#OWNER}. A storage that looks whether the process that last committed still lives
 * should be opened as that owner's.
 */
public abstract class StorageContract
        implements HoldingContract,
                CommitContract,
                AdminContract,
                SegmentContract,
                RepairContract,
                PayloadContract,
                PublisherContract,
                OwnershipContract,
                DatasetsContract,
                CrashPointContract,
                KillContract {
    @TempDir
    Path place;

    private final Deque<Storage> opened = new ArrayDeque<>();

    /**
     * The storage of one process over a place. Depends on {@code place} alone.
     *
     * @param place a directory; empty when it is opened for the first time
     */
    protected abstract Storage open(Path place) throws IOException;

    /** Makes the stored backup of a source unusable, as half a file would be. Unless overridden, what needs it is skipped. */
    @Override
    public void damageBackup(Path where, SourceId source) throws IOException {
        Assumptions.abort("damageBackup is not overridden: an unusable backup is not tested");
    }

    /** How many of all orders and crash points are tried, evenly spread; to be overridden where a commit takes more than some milliseconds. */
    @Override
    public int triesMax() {
        return 100;
    }

    /** Whether what is stored is still there for another process; where it is not, what a kill leaves is not tested. */
    @Override
    public boolean outlivesProcesses() {
        return true;
    }

    @Override
    public final Path place() {
        return place;
    }

    @Override
    public final Storage another() throws IOException {
        return another(place);
    }

    @Override
    public final Storage another(Path where) throws IOException {
        Storage storage = open(where);
        opened.push(storage);
        return storage;
    }

    @AfterEach
    @Override
    public final void closeAll() {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
