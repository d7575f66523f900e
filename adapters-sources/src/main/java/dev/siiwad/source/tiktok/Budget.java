package dev.siiwad.source.tiktok;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What may be spent, and what comments are estimated to cost: about 1 USD for 1000, as the users of this actor found in 2025 and 2026. */
record Budget(BigDecimal limitUsd) {
    private static final BigDecimal USD_PER_COMMENT = new BigDecimal("0.001");

    static BigDecimal estimateUsd(long comments) {
        return USD_PER_COMMENT.multiply(BigDecimal.valueOf(comments));
    }

    /** What may still be spent. */
    BigDecimal restUsd(BigDecimal spentUsd) {
        return limitUsd.subtract(spentUsd).max(BigDecimal.ZERO);
    }

    /** @throws SourceException if so many videos with so many comments each would cost more than what is left */
    void requireRoom(BigDecimal spentUsd, int videos, int commentsEach) throws SourceException {
        BigDecimal estimate = estimateUsd((long) videos * commentsEach);
        if (spentUsd.add(estimate).compareTo(limitUsd) > 0) {
            throw new SourceException(
                    "the comments of " + videos + " videos, up to " + commentsEach
                            + " each, are estimated to cost " + shown(estimate) + " USD; " + shown(spentUsd)
                            + " USD are spent already, and the budget is " + shown(limitUsd)
                            + " USD. Nothing was bought",
                    new Remedy.Give("max_budget_usd"),
                    new Remedy.Give("max_comments"),
                    new Remedy.Give("max_per_video"));
        }
    }

    private static String shown(BigDecimal usd) {
        return usd.setScale(2, RoundingMode.CEILING).toPlainString();
    }
}
