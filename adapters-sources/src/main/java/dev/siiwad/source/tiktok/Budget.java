package dev.siiwad.source.tiktok;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What may be spent, and what comments are estimated to cost: about 1 USD for 1000, as the users of this actor found in 2025 and 2026. */
record Budget(BigDecimal limitUsd) {
    private static final BigDecimal USD_PER_COMMENT = new BigDecimal("0.001");
    private static final int SHARE_DIGITS = 6;

    static BigDecimal estimateUsd(long comments) {
        return USD_PER_COMMENT.multiply(BigDecimal.valueOf(comments));
    }

    /** What may still be spent. */
    BigDecimal restUsd(BigDecimal spentUsd) {
        return limitUsd.subtract(spentUsd).max(BigDecimal.ZERO);
    }

    /**
     * What one of several paid runs may cost: the part of what is left that its videos are of all that are to come, so that together they stay within the budget
     * however they are priced; and what it is estimated to cost, where the part is less and there is so much.
     *
     * @param videosToCome those of the batch included
     */
    BigDecimal shareUsd(BigDecimal spentUsd, int videos, int videosToCome, int commentsEach) {
        BigDecimal rest = restUsd(spentUsd);
        BigDecimal part = rest.multiply(BigDecimal.valueOf(videos))
                .divide(BigDecimal.valueOf(videosToCome), SHARE_DIGITS, RoundingMode.FLOOR);
        BigDecimal share = part.max(estimateUsd((long) videos * commentsEach).min(rest));
        return share.signum() == 0 ? BigDecimal.ZERO : share.stripTrailingZeros();
    }

    /** Whether so many videos with so many comments each fit what is left. */
    boolean hasRoom(BigDecimal spentUsd, int videos, int commentsEach) {
        return spentUsd.add(estimateUsd((long) videos * commentsEach)).compareTo(limitUsd) <= 0;
    }

    /** @throws SourceException if so many videos with so many comments each would cost more than what is left */
    void requireRoom(BigDecimal spentUsd, int videos, int commentsEach) throws SourceException {
        BigDecimal estimate = estimateUsd((long) videos * commentsEach);
        if (!hasRoom(spentUsd, videos, commentsEach)) {
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
