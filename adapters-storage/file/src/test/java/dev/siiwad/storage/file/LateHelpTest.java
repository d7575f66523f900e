package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that helps to publish a shared run, whenever it comes: also when the dataset is there, and the plan not yet gone. */
class LateHelpTest {
    private static final long PART_TEXT_BYTES = 300;
    private static final ListSource SOURCE = ListSource.of(20);
    private static final RunRequest REQUEST =
            RunRequest.defaults().withCheckpointEvery(3).withRunId(new RunId("shared"));

    @TempDir
    Path directory;

    @Test
    void leavesNothingWheneverItComes() throws IOException {
        for (int n = 1; ; n++) {
            Path data = directory.resolve("data-" + n);
            Rig rig = new Rig(() -> storage(data));
            DurableOperations operations = new DurableOperations();
            operations.planIntruder(n, () -> {
                try {
                    share(rig, new DurableOperations());
                } catch (SourceBusyException planning) {
                    // it waits for nobody
                }
            });
            assertThat(share(rig, operations)).isInstanceOfAny(RunReport.Completed.class, RunReport.WithOthers.class);
            assertThat(share(rig, new DurableOperations()))
                    .isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
            List<String> files = files(data.resolve(Layout.SILVER));
            assertThat(files).as("operation " + n).noneMatch(name -> name.contains("publishing"));
            assertThat(files).filteredOn(name -> name.contains("-part-")).hasSizeGreaterThan(1);
            assertThat(new DatasetVerification()
                            .verify(data.resolve(Layout.SILVER))
                            .findings())
                    .isEmpty();
            if (!operations.struck()) {
                return;
            }
        }
    }

    /** It had looked before the dataset was there. The same command again finds that the run is finished, and what it has left. */
    @Test
    void whatAProcessHasLeftThatDiedAtTheVeryEndIsRemovedByTheSameCommand() throws IOException {
        Rig rig = new Rig(() -> storage(directory));
        share(rig, new DurableOperations());
        Path silver = directory.resolve(Layout.SILVER);
        Path part = Path.of(files(silver).stream()
                .filter(name -> name.contains("-part-"))
                .findFirst()
                .orElseThrow());
        Path left = Files.createDirectory(part.resolveSibling(".shared.1-0123abcd.publishing"));
        Files.copy(part, left.resolve(part.getFileName()));
        assertThat(share(rig, new DurableOperations())).isInstanceOf(RunReport.Finished.class);
        assertThat(files(silver)).noneMatch(name -> name.contains("publishing")).contains(part.toString());
    }

    @Test
    void aSliceThatSomebodyHoldsAfterTheEndIsNotWaitedFor() throws IOException {
        Rig rig = new Rig(() -> storage(directory));
        share(rig, new DurableOperations());
        SourceId slice = Slice.idOf(SOURCE.id(), 2, 3);
        try (Storage other = storage(directory);
                Closeable held = other.checkpoints().acquire(slice)) {
            assertThat(held).isNotNull();
            other.checkpoints().commit(Checkpoints.begun(slice, "shared", new Owner("host", "boot", 1, "nonce")));
            assertThat(share(rig, new DurableOperations())).isInstanceOf(RunReport.Finished.class);
            assertThat(other.checkpoints().load(slice)).isInstanceOf(Saved.Committed.class);
        }
    }

    private static List<String> files(Path silver) throws IOException {
        try (Stream<Path> all = Files.walk(silver)) {
            return all.map(Path::toString).toList();
        }
    }

    /** As a process that waits for nobody. */
    private static RunReport share(Rig rig, DurableOperations operations) throws IOException {
        return rig.share(SOURCE, REQUEST, 3, operations);
    }

    /** On files, with small parts. */
    private static Storage storage(Path data) {
        FileStorage real = new FileStorage(data.resolve(Layout.STAGING), data.resolve(Layout.SILVER), new FastDisk());
        Publisher publisher = new FilePublisher(
                data.resolve(Layout.SILVER), new JsonLinesFormat(), "1.0", new FastDisk(), PART_TEXT_BYTES);
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("publisher")) {
                        return publisher;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
