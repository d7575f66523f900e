package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files and links of other people, around and inside every directory that the program writes, are all there after runs that died anywhere.
 *
 * <p>{@code -Dsiiwad.foreign.kills=200} dies so often, from {@code -Dsiiwad.foreign.seed=1} on.
 */
class ForeignTreeTest {
    private static final String RUN = "20261101_000000_among-others";
    private static final int KILLS_DEFAULT = 10;
    private static final int RUNS_MAX = 1000;

    @TempDir
    Path inputs;

    @TempDir
    Path rounds;

    @Test
    void isAllThereAfterRunsThatDiedAnywhere() throws Exception {
        int wanted = Integer.getInteger("siiwad.foreign.kills", KILLS_DEFAULT);
        Random random = new Random(Long.getLong("siiwad.foreign.seed", 1));
        List<DamagedSource> sources = DamagedSource.all(inputs);
        int kills = 0;
        for (int n = 0; n < RUNS_MAX && kills < wanted; n++) {
            kills += killed(sources.get(n % sources.size()), rounds.resolve("run-" + n), random);
        }
        for (DamagedSource source : sources) {
            source.upstream().close();
        }
        assertThat(kills).isGreaterThanOrEqualTo(wanted);
    }

    /** Runs until it is complete; first undisturbed, so that every directory is there for others to put something in. */
    private static int killed(DamagedSource source, Path directory, Random random) throws IOException {
        Files.createDirectory(directory);
        DyingDisk counting = new DyingDisk(0);
        requireDone(source.ingest(directory, "20261031_000000_before", counting, "--keep-raw"));
        dieOnce(source, directory, counting.changes() / 2);
        plant(directory);
        Map<String, String> planted = entries(directory);
        int kills = 1;
        for (boolean done = false; !done; ) {
            try {
                requireDone(source.ingest(directory, RUN, new DyingDisk(1 + random.nextLong(counting.changes()))));
                done = true;
            } catch (DyingDisk.Died killed) {
                kills++;
            }
            assertThat(entries(directory)).as(source.name() + " after " + kills).containsAllEntriesOf(planted);
        }
        return kills;
    }

    private static void dieOnce(DamagedSource source, Path directory, long change) {
        try {
            source.ingest(directory, RUN, new DyingDisk(change));
        } catch (DyingDisk.Died killed) {
            return;
        }
        throw new AssertionError("it was to die at change " + change);
    }

    private static void requireDone(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** In every directory that is there: notes, a copy of each file under a name that is nearly one of the program's, a directory, and links to what lies elsewhere. */
    private static void plant(Path directory) throws IOException {
        Path theirs = Files.createDirectories(directory.resolve("theirs/photos"));
        Files.writeString(theirs.resolve("a.jpg"), "precious");
        Files.writeString(theirs.resolve("20261101_000000_among-others-part-0000.jsonl.zst"), "precious");
        List<Path> all;
        try (Stream<Path> paths = Files.walk(directory.resolve("data"))) {
            all = paths.toList();
        }
        for (Path path : all) {
            if (Files.isDirectory(path)) {
                Files.writeString(path.resolve("notes.txt"), "precious");
                Files.createDirectory(path.resolve("photos"));
                Files.writeString(path.resolve("photos/a.jpg"), "precious");
                Files.createSymbolicLink(path.resolve("album"), theirs);
                Files.createSymbolicLink(path.resolve("nowhere"), theirs.resolve("nothing"));
            } else {
                Files.copy(path, path.resolveSibling(path.getFileName() + ".mine"));
                Files.copy(path, path.resolveSibling("copy of " + path.getFileName()));
            }
        }
        Path raw = directory.resolve("data/raw");
        Files.createDirectories(raw);
        Files.createSymbolicLink(raw.resolve("source=Other"), theirs);
    }

    /** What was put there, and nothing that the program may change. */
    private static Map<String, String> entries(Path directory) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String name = directory.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    entries.put(name, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && name.matches(".*(notes\\.txt|a\\.jpg|\\.mine|/copy of [^/]*|theirs/.*)")) {
                    entries.put(name, Files.size(path) + " bytes");
                }
            }
        }
        return entries;
    }
}
