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
 * Plays scenarios, each drawn from one seed, until a time is over: kills, power cuts, faults, damage, second runs, commands by hand, in any order. Behind
 * every process everything must be right; at the end of each scenario the dataset is the one of a run that nothing disturbed.
 *
 * <p>{@code -Dsiiwad.random.seconds=3600} plays for an hour, {@code -Dsiiwad.random.seed=<16 digits>} plays one scenario again and tells what happens.
 */
class RandomRunTest {
    private static final int SECONDS_DEFAULT = 40;
    private static final int PLAYERS = 2;

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
        Duration budget = Duration.ofSeconds(
                property("siiwad.random.seconds").map(Long::parseLong).orElse((long) SECONDS_DEFAULT));
        long base = System.nanoTime() ^ System.currentTimeMillis() << 20;
        System.out.printf(
                Locale.ROOT,
                "Random runs for %d s by %d players from base seed %016x%n",
                budget.toSeconds(),
                PLAYERS,
                base);
        System.out.println("Random runs: " + play(budget, new Dice(base)));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    private Figures play(Duration budget, Dice seeds) throws Exception {
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

    private Figures playOn(Duration budget, Dice seeds) throws IOException {
        Figures figures = new Figures();
        long start = System.nanoTime();
        while (!failed && System.nanoTime() - start < budget.toNanos()) {
            play(seeds.seed(), figures);
        }
        return figures;
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
