package dev.siiwad.storage.file;

import java.util.List;
import java.util.SplittableRandom;

/** Chance out of one seed: the same throws in the same order on every machine. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    long seed() {
        return random.nextLong();
    }

    /** From 0 up to a number that is not included. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From one number to another, both included. */
    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Small numbers often, large ones now and then: half of all below a tenth of the bound. */
    int mostlySmall(int bound) {
        int most = switch (below(8)) {
            case 0, 1 -> 4;
            case 2, 3 -> Math.max(4, bound / 10);
            case 4, 5 -> Math.max(4, bound / 3);
            default -> bound;
        };
        return below(Math.min(most, bound));
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    double share() {
        return random.nextDouble();
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Which of several, by their weights. */
    int weighted(int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int thrown = random.nextInt(sum);
        int chosen = 0;
        while (thrown >= weights[chosen]) {
            thrown -= weights[chosen++];
        }
        return chosen;
    }
}
