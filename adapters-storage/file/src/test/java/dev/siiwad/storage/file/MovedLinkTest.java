package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Intruder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is behind a symbolic link, whose target somebody changes in the middle of a run: wrong, but nothing comes to harm. */
class MovedLinkTest {
    @TempDir
    Path temporary;

    private SortedMap<String, String> expected = new TreeMap<>();

    @BeforeEach
    void runUndisturbed() throws IOException {
        FileRun run = new FileRun(Files.createDirectory(temporary.resolve("undisturbed")));
        run.process(new FastDisk());
        expected = run.published();
    }

    @Test
    void aRunWhoseDirectoryTurnsEmptyIsCarriedOnInTheRightOne() throws IOException {
        for (int n = 1; ; n += 3) {
            Path first = Files.createTempDirectory(temporary, "first");
            Path second = Files.createTempDirectory(temporary, "second");
            Path link = Files.createSymbolicLink(temporary.resolve("link-" + n), first);
            if (!struck(n, link, () -> turn(link, second))) {
                return;
            }
            turn(link, first);
            assertCarriesOn(new FileRun(link), n);
        }
    }

    @Test
    void aRunWhoseDirectoryTurnsIntoACopyIsCarriedOnInTheRightOneAndTheCopyNeverGivesAnotherDataset()
            throws IOException {
        for (int n = 1; ; n += 2) {
            Path first = Files.createTempDirectory(temporary, "first");
            Path second = Files.createTempDirectory(temporary, "second");
            Path link = Files.createSymbolicLink(temporary.resolve("link-" + n), first);
            boolean struck = struck(n, link, () -> {
                copy(first, second);
                turn(link, second);
            });
            if (!struck) {
                return;
            }
            try {
                assertCarriesOn(new FileRun(second), n);
            } catch (DamagedSegmentException | CorruptCheckpointException e) {
                assertThat(e).as("the copy lacks what was written meanwhile").isNotNull();
            }
            turn(link, first);
            assertCarriesOn(new FileRun(link), n);
        }
    }

    private static boolean struck(int n, Path link, Intruder intruder) {
        DurableOperations operations = new DurableOperations().planIntruder(n, intruder);
        try {
            new FileRun(link).process(new FaultyDisk(operations));
        } catch (IOException e) {
            assertThat(operations.struck()).as(e.toString()).isTrue();
        }
        return operations.struck();
    }

    private void assertCarriesOn(FileRun run, int n) throws IOException {
        run.runToTheEnd();
        assertThat(run.published()).as("operation " + n).isEqualTo(expected);
    }

    private static void turn(Path link, Path target) throws IOException {
        Files.delete(link);
        Files.createSymbolicLink(link, target);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(from)) {
            paths = all.filter(path -> !path.equals(from)).toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }
}
