package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One byte anywhere below {@code data} changes between every two attempts at a run, and after its end: there is never a wrong dataset that the run and
 * {@code siiwad verify} both call right.
 *
 * <p>{@code -Dsiiwad.damage.rounds=1000} plays so many, from {@code -Dsiiwad.damage.seed=1} on, and prints what came of them.
 */
class RandomDamageTest {
    private static final String OLDER = "20261031_000000_older";
    private static final String RUN = "20261101_000000_damaged";
    private static final int ROUNDS_DEFAULT = 20;
    private static final int DEATHS_MAX = 3;
    private static final int TRIES_MAX = 3;

    @TempDir
    Path inputs;

    @TempDir
    Path rounds;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void neverGivesAWrongDatasetThatNobodyNotices() throws Exception {
        long seed = Long.getLong("siiwad.damage.seed", 1);
        int count = Integer.getInteger("siiwad.damage.rounds", ROUNDS_DEFAULT);
        List<DamagedSource> sources = DamagedSource.all(inputs);
        Map<String, Untouched> untouched = new HashMap<>();
        for (DamagedSource source : sources) {
            untouched.put(source.name(), Untouched.of(source, rounds));
        }
        for (int n = 0; n < count; n++) {
            DamagedSource source = sources.get(n % sources.size());
            new Round(source, untouched.get(source.name()), seed + n).play();
        }
        for (DamagedSource source : sources) {
            source.upstream().close();
        }
        System.out.println("Random damage, " + count + " rounds from seed " + seed + ":");
        outcomes.forEach((what, times) -> System.out.println(times + "\t" + what));
        assertThat(wrong).isEmpty();
    }

    /**
     * What nothing has damaged.
     *
     * @param template a working directory with an older dataset
     * @param changes to the disk, of a run beside that
     */
    private record Untouched(Map<String, byte[]> template, Map<String, byte[]> datasets, long changes) {
        static Untouched of(DamagedSource source, Path rounds) throws IOException {
            Path directory = Files.createTempDirectory(rounds, "untouched");
            requireDone(source.ingest(directory, OLDER, new DyingDisk(0), "--keep-raw"));
            Map<String, byte[]> template = DamagedSource.files(directory);
            DyingDisk disk = new DyingDisk(0);
            requireDone(source.ingest(directory, RUN, disk, "--keep-raw"));
            return new Untouched(template, published(directory), disk.changes());
        }

        private static void requireDone(Outcome outcome) {
            assertThat(outcome.code()).as(outcome.err()).isZero();
        }
    }

    private final class Round {
        private final DamagedSource source;
        private final Untouched untouched;
        private final long seed;
        private final Random random;
        private final List<String> damaged = new ArrayList<>();
        private Path directory = rounds;

        Round(DamagedSource source, Untouched untouched, long seed) {
            this.source = source;
            this.untouched = untouched;
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() throws IOException {
            directory = Files.createTempDirectory(rounds, "round");
            for (Map.Entry<String, byte[]> file : untouched.template().entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            Outcome last = attempts();
            judgeRun(last);
            if (last.code() == 0) {
                judgeAfterTheEnd(last);
            }
            remove(directory);
        }

        private Outcome attempts() throws IOException {
            int deaths = 1 + random.nextInt(DEATHS_MAX);
            for (int n = 0; n < deaths; n++) {
                try {
                    Outcome outcome = source.ingest(
                            directory, RUN, new DyingDisk(1 + random.nextLong(untouched.changes())), "--keep-raw");
                    if (outcome.code() != 1) {
                        return outcome;
                    }
                } catch (DyingDisk.Died killed) {
                    // as it should
                }
                damage();
            }
            Outcome outcome = source.ingest(directory, RUN, new DyingDisk(0), "--keep-raw");
            for (int n = 1; n < TRIES_MAX && outcome.code() == 1; n++) {
                outcome = source.ingest(directory, RUN, new DyingDisk(0), "--keep-raw");
            }
            return outcome;
        }

        /** A place first, then a file there, then a byte of it: else the large files would get everything. */
        private void damage() throws IOException {
            Map<String, List<String>> places = new TreeMap<>();
            DamagedSource.files(directory).forEach((name, bytes) -> {
                if (bytes.length > 0) {
                    places.computeIfAbsent(place(name), none -> new ArrayList<>())
                            .add(name);
                }
            });
            List<String> names = new ArrayList<>(places.keySet());
            String place = names.get(random.nextInt(names.size()));
            String name = places.get(place).get(random.nextInt(places.get(place).size()));
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            var time = Files.getLastModifiedTime(file);
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, time);
            damaged.add(place + " (" + name + ", byte " + at + ")");
        }

        /** What became of what was damaged between its attempts. */
        private void judgeRun(Outcome last) throws IOException {
            String came = "ended with " + last.code();
            if (last.code() == 0) {
                boolean right = same(untouched.datasets(), published(directory), RUN);
                came = (right ? "right" : "WRONG") + (verify().code() == 0 ? "" : ", verify tells");
                if (came.equals("WRONG")) {
                    wrong.add(story(came, last, verify()));
                }
            } else if (Boolean.getBoolean("siiwad.damage.tell")) {
                System.out.println(story(came, last, last));
            }
            for (String place : damaged) {
                note(place, came);
            }
            if (last.err().contains("defect of the program")) {
                wrong.add(story(came, last, last));
            }
        }

        /** What became of what was damaged after the last, in every second round. */
        private void judgeAfterTheEnd(Outcome last) throws IOException {
            damaged.clear();
            if (random.nextBoolean()) {
                damage();
            }
            Outcome verified = verify();
            boolean right = same(untouched.datasets(), published(directory), OLDER)
                    && same(untouched.datasets(), published(directory), RUN);
            String came = (right ? "right" : "WRONG") + (verified.code() == 0 ? "" : ", verify tells");
            if (!damaged.isEmpty()) {
                note("after the end: " + damaged.get(damaged.size() - 1), came);
            }
            if (came.equals("WRONG") || verified.err().contains("defect of the program")) {
                wrong.add(story(came, last, verified));
            }
        }

        private Outcome verify() {
            return new Program(directory).run(session -> DamagedSource.commands(session, new DyingDisk(0)), "verify");
        }

        private void note(String place, String came) {
            String where = place.substring(0, place.indexOf(" ("));
            if (Boolean.getBoolean("siiwad.damage.tell")) {
                System.out.println("seed " + seed + "\t" + source.name() + "\t" + where + "\t" + came);
            }
            outcomes.merge(source.name() + "\t" + where + "\t" + came, 1, Integer::sum);
        }

        private String story(String came, Outcome last, Outcome verified) {
            return source.name() + ", seed " + seed + ": " + came + "; damaged: " + damaged + "\n" + last.err()
                    + verified.out() + verified.err();
        }
    }

    private static String place(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        if (name.startsWith("data/raw/")) {
            return "raw: "
                    + (file.endsWith(".blocks") ? "digests" : file.endsWith(".part") ? "half a download" : "download");
        }
        if (name.startsWith("data/staging/")) {
            return "staging: "
                    + (name.contains("/segments/")
                            ? file.startsWith("snapshot") ? "list" : "segment"
                            : file.contains("prev")
                                    ? "checkpoint before"
                                    : file.contains("checkpoint") ? "checkpoint" : file);
        }
        if (name.contains(".publishing/")) {
            return "processed: publishing";
        }
        return "processed: " + (file.replaceFirst("^.*-(part|quarantine|receipt).*$", "$1"));
    }

    /** The parts and quarantines of both runs. */
    private static Map<String, byte[]> published(Path directory) throws IOException {
        Map<String, byte[]> published = new TreeMap<>();
        DamagedSource.files(directory).forEach((name, bytes) -> {
            if (name.startsWith("data/processed/")
                    && !name.contains(".publishing/")
                    && (name.contains("-part-") || name.endsWith("-quarantine.jsonl"))) {
                published.put(name, bytes);
            }
        });
        return published;
    }

    /** Whether a run has published the same files. */
    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other, String run) {
        return of(run, one).equals(of(run, other));
    }

    private static Map<String, String> of(String run, Map<String, byte[]> files) {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (name.contains("/" + run + "-")) {
                digests.put(name, Sha256.hex(bytes));
            }
        });
        return digests;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
