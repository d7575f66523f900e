package dev.siiwad.source;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What reading a snapshot takes of upstream, as far as that shows before it is read: estimates, for people.
 *
 * @param requests about how many
 * @param costUsd about how many US dollars, at most
 * @param pace how long the pace that upstream is asked at makes it last
 */
public record Forecast(OptionalLong requests, Optional<BigDecimal> costUsd, Optional<Duration> pace) {
    /** Nothing is known. */
    public static final Forecast UNKNOWN = new Forecast(OptionalLong.empty(), Optional.empty(), Optional.empty());

    public static Forecast ofRequests(long requests) {
        return new Forecast(OptionalLong.of(requests), Optional.empty(), Optional.empty());
    }

    public Forecast withCostUsd(BigDecimal usd) {
        return new Forecast(requests, Optional.of(usd), pace);
    }

    public Forecast withPace(Duration least) {
        return new Forecast(requests, costUsd, Optional.of(least));
    }
}
