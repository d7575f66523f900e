package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.child.ChildCommand;
import java.util.Optional;

/**
 * What a crash test is to do.
 *
 * @param ingestion the command under test with its run id, but without {@code --storage}
 * @param workers if processes are to share the run that is killed; the uninterrupted one is never shared
 * @param kills how often it is to be killed, in all
 * @param seed what decides when
 * @param paid whether the source takes money for being read, so that it is read twice and no more
 * @param keep whether scratch stays
 */
public record Order(
        ChildCommand ingestion, Optional<Workers> workers, int kills, long seed, boolean paid, boolean keep) {
    /** So many kills fall on one round, since each round reads the source once. */
    static final int KILLS_PER_ROUND = 20;

    private static final int ROUNDS_MORE_MAX = 2;

    /**
     * Processes that share a run.
     *
     * @param slices into which it is cut, at most
     */
    public record Workers(int number, int slices) {}

    /** How many rounds are needed, if no attempt ends before it can be killed. */
    public int rounds() {
        return paid ? 1 : (kills + KILLS_PER_ROUND - 1) / KILLS_PER_ROUND;
    }

    int roundsMax() {
        return paid ? 1 : rounds() + ROUNDS_MORE_MAX;
    }

    int killsPerRound() {
        return paid ? kills : KILLS_PER_ROUND;
    }
}
