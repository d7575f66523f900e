package dev.siiwad.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays scenarios, each drawn from one seed: kills, power cuts, faults, damage, second runs, commands by hand, in any order. After every process everything must be right; at the
 * end of each scenario the dataset is the one of a run that nothing disturbed.
 *
 * <p>The build plays the same scenarios each time, so that it fails for what was changed and for nothing else. {@code -Dsiiwad.random.seconds=3600} plays others, for an hour;
 * {@code -Dsiiwad.random.seed=<16 digits>} plays one again and tells what happens.
 */
class RandomRunTest {
    private static final int PLAYERS = 2;
    private static final int SCENARIOS_EACH = 125;
    private static final long BASE = 0x5117_AD00_5EED_0001L;
    /** Scenarios that once found something. */
    private static final List<Long> REMEMBERED = List.of(0xadcd_2a65_5b49_183eL);

    @TempDir(factory = InMemory.class)
    Path temporary;

    private volatile boolean failed;

    @Test
    void whateverHappensTheDatasetIsTheSame() throws Exception {
        Optional<String> seed = property("siiwad.random.seed");
        if (seed.isPresent()) {
            World world = play(Long.parseUnsignedLong(seed.get(), 16), new Figures());
            System.out.println(world.scenario() + "\n" + String.join("\n", world.history()));
            return;
        }
        Optional<Duration> budget =
                property("siiwad.random.seconds").map(Long::parseLong).map(Duration::ofSeconds);
        if (budget.isEmpty()) {
            Figures again = new Figures();
            for (long remembered : REMEMBERED) {
                play(remembered, again);
            }
            System.out.println("Scenarios that once found something: " + again);
        }
        long base = budget.isPresent() ? System.nanoTime() ^ System.currentTimeMillis() << 20 : BASE;
        System.out.printf(
                Locale.ROOT,
                "Random runs, %s by each of %d players, from base seed %016x%n",
                budget.map(time -> time.toSeconds() + " s").orElse(SCENARIOS_EACH + " scenarios"),
                PLAYERS,
                base);
        System.out.println("Random runs: " + play(budget, new Dice(base)));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    private Figures play(Optional<Duration> budget, Dice seeds) throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(PLAYERS);
        try {
            List<Future<Figures>> playing = new ArrayList<>();
            for (int n = 0; n < PLAYERS; n++) {
                Dice own = new Dice(seeds.seed());
                playing.add(players.submit(() -> playOn(budget, own)));
            }
            Figures all = new Figures();
            for (Future<Figures> player : playing) {
                all.add(player.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            players.shutdownNow();
        }
    }

    private Figures playOn(Optional<Duration> budget, Dice seeds) throws IOException {
        Figures figures = new Figures();
        long start = System.nanoTime();
        for (int played = 0; !failed && goesOn(budget, played, System.nanoTime() - start); played++) {
            play(seeds.seed(), figures);
        }
        return figures;
    }

    private static boolean goesOn(Optional<Duration> budget, int played, long nanos) {
        return budget.map(time -> nanos < time.toNanos()).orElse(played < SCENARIOS_EACH);
    }

    private World play(long seed, Figures figures) throws IOException {
        Scenario scenario = Scenario.of(seed);
        Path directory = Files.createDirectory(temporary.resolve(hex(seed)));
        World world = new World(scenario, directory, figures);
        try {
            world.play();
            figures.scenarios++;
        } catch (IOException | RuntimeException | Error e) {
            failed = true;
            throw new AssertionError(failure(world, e), e);
        }
        Tree.remove(directory);
        return world;
    }

    private static String failure(World world, Throwable e) {
        String seed = hex(world.scenario().seed());
        return "scenario " + seed + ": " + e.getMessage()
                + "\nPlay it again with: mvn -pl adapters-storage/file -am -Dtest=RandomRunTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsiiwad.random.seed=" + seed + " test\n"
                + world.scenario() + "\nWhat happened:\n" + String.join("\n", world.history());
    }

    private static String hex(long seed) {
        return String.format(Locale.ROOT, "%016x", seed);
    }
}
