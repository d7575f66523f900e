package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run with {@code --replace}, killed between any two changes of the disk from the moment on when all is read: parts are moved, the receipt, the card, what it replaces
 * is removed, then checkpoint and segments.
 */
class ReplaceCrashTest {
    private static final List<RunId> OLDER = List.of(new RunId("20261030_run"), new RunId("20261031_run"));
    private static final RunRequest REPLACING = RunRequest.defaults().withReplace(Replace.COVERED);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void readersHaveAWholeDatasetAtAnyTimeAndInTheEndTheNewOne(Fault fault) throws IOException {
        Path begun = begin();
        DurableOperations operations = new DurableOperations();
        Path counted = copy(begun, "counted");
        new FileRun(counted, REPLACING).process(new FaultyDisk(operations));
        long first = operations.log().stream()
                        .takeWhile(operation -> !operation.contains(".publishing"))
                        .count()
                + 1;
        assertThat(operations.log().size() - first).isGreaterThan(40);
        boolean struck = true;
        for (long n = first; struck; n++) {
            Path data = copy(begun, fault + "-" + n);
            FileRun run = new FileRun(data, REPLACING);
            operations.plan(n, fault);
            try {
                run.process(new FaultyDisk(operations));
            } catch (SimulatedCrash killed) {
                assertThat(operations.struck()).isTrue();
            }
            struck = operations.struck();
            String when = fault + " " + n + " after "
                    + operations.log().get(operations.log().size() - 1);
            DatasetRemovalTest.requireReadable(run.silver(), when);
            requireWhole(run, when);
            run.runToTheEnd();
            assertThat(catalog(run).datasets())
                    .as(when)
                    .extracting(Dataset::run)
                    .containsExactly(FileRun.RUN);
            DatasetRemovalTest.requireReadable(run.silver(), when);
            assertThat(cards(run.silver())).as(when).containsExactly("README.md", "croissant.json");
        }
    }

    /** Two older datasets. */
    private Path begin() throws IOException {
        Path data = directory.resolve("begun");
        for (RunId older : OLDER) {
            assertThat(new FileRun(data, RunRequest.defaults().withRunId(older)).process(new FastDisk()))
                    .isInstanceOf(RunReport.Completed.class);
        }
        return data;
    }

    private Path copy(Path data, String name) throws IOException {
        Path copy = directory.resolve(name);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file).toString()));
            }
        }
        return copy;
    }

    /** A dataset that is there, is so with all its files, and there is one card, which names no other. */
    private static void requireWhole(FileRun run, String when) throws IOException {
        assertThat(catalog(run).datasets()).as(when).isNotEmpty().allMatch(Dataset::sound);
        assertThat(catalog(run).unreadable()).as(when).isEmpty();
        assertThat(cards(run.silver())).as(when).contains("README.md");
    }

    private static Catalog catalog(FileRun run) throws IOException {
        return new FileStorage(run.staging(), run.silver(), new FastDisk())
                .datasets()
                .catalog(Checkpoints.SOURCE);
    }

    /** What is beside the directories of sources, without the lock and names that nobody takes for a card. */
    private static List<String> cards(Path silver) throws IOException {
        try (Stream<Path> files = Files.list(silver)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
