package dev.siiwad.source.tiktok;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Whose money is spent at Apify, and how much at most.
 *
 * @param token never shown
 * @param budgetUsd for the whole run, all its paid runs together
 * @param waitMax how long one attempt waits for a paid run to finish
 * @param pollInterval between two questions whether it has
 * @param itemsPerPage how many comments are fetched at a time
 * @param parallelRuns how many paid runs are in flight at most; fewer where the budget or the account does not allow it
 */
public record ApifyAccount(
        String token,
        BigDecimal budgetUsd,
        Duration waitMax,
        Duration pollInterval,
        int itemsPerPage,
        int parallelRuns) {
    public static final BigDecimal BUDGET_USD_DEFAULT = new BigDecimal("20");
    public static final Duration WAIT_MAX_DEFAULT = Duration.ofHours(1);
    public static final Duration POLL_INTERVAL_DEFAULT = Duration.ofSeconds(15);
    public static final int ITEMS_PER_PAGE_DEFAULT = 1000;
    public static final int ITEMS_PER_PAGE_MAX = 1000;
    public static final int PARALLEL_RUNS_DEFAULT = 4;
    /** So many are named in one position. Apify's smallest plan allows more runs at once, but not always so much memory. */
    public static final int PARALLEL_RUNS_MAX = 8;

    private static final Duration POLL_INTERVAL_MAX = Duration.ofMinutes(10);

    public ApifyAccount {
        if (!token.matches("[!-~]+")) {
            throw new IllegalArgumentException("the Apify token is empty, or holds a blank or a line break");
        }
        if (budgetUsd.signum() < 0) {
            throw new IllegalArgumentException("the budget is " + budgetUsd + " USD; expected 0 or more");
        }
        if (waitMax.isNegative()) {
            throw new IllegalArgumentException("the wait is " + waitMax + "; expected 0 or more");
        }
        if (pollInterval.compareTo(Duration.ofSeconds(1)) < 0 || pollInterval.compareTo(POLL_INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "the poll interval is " + pollInterval + "; expected 1 s to " + POLL_INTERVAL_MAX);
        }
        if (itemsPerPage < 1 || itemsPerPage > ITEMS_PER_PAGE_MAX) {
            throw new IllegalArgumentException(
                    "items per page are " + itemsPerPage + "; expected 1 to " + ITEMS_PER_PAGE_MAX);
        }
        if (parallelRuns < 1 || parallelRuns > PARALLEL_RUNS_MAX) {
            throw new IllegalArgumentException(
                    "parallel runs are " + parallelRuns + "; expected 1 to " + PARALLEL_RUNS_MAX);
        }
    }

    /** Everything as it is unless asked otherwise. */
    public static ApifyAccount of(String token) {
        return new ApifyAccount(
                token,
                BUDGET_USD_DEFAULT,
                WAIT_MAX_DEFAULT,
                POLL_INTERVAL_DEFAULT,
                ITEMS_PER_PAGE_DEFAULT,
                PARALLEL_RUNS_DEFAULT);
    }

    /** All but the token. */
    @Override
    public String toString() {
        return "Apify account with a budget of " + budgetUsd + " USD";
    }
}
