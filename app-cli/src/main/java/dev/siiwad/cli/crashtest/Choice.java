package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.crashtest.CrashPoint.Moment;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What chance has chosen for one kill.
 *
 * @param byTime whether it comes at a moment, not at a change to the disk
 * @param early whether it comes while the attempt is still starting
 * @param share how far into the stretch it falls: from 0 on, below 1
 */
record Choice(boolean byTime, boolean early, Moment moment, double share) {
    private static final int ONE_EARLY_IN = 5;

    /** As many as are asked for; the same for the same seed. */
    static List<Choice> draw(long seed, int kills) {
        SplittableRandom chance = new SplittableRandom(seed);
        return Stream.generate(() -> new Choice(
                        chance.nextBoolean(),
                        chance.nextInt(ONE_EARLY_IN) == 0,
                        Moment.values()[chance.nextInt(Moment.values().length)],
                        chance.nextDouble()))
                .limit(kills)
                .toList();
    }

    Choice atAChange() {
        return new Choice(false, early, moment, share);
    }
}
