package dev.siiwad;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings by the names of the environment variables that hold them, such as {@code HF_TOKEN}. An empty value counts as none. Values may be secrets: a
 * message shows one only where a number or a length of time was expected, and {@link #toString} shows none. Immutable.
 */
public final class Environment {
    private static final BigDecimal DAY_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    /** Whoever writes out a number like 1e1000000000 needs as many digits. */
    private static final BigDecimal DECIMAL_MAX = BigDecimal.valueOf(1_000_000_000);

    private static final int SCALE_MAX = 18;

    private final Map<String, String> values;

    private Environment(Map<String, String> values) {
        this.values = values;
    }

    public static Environment of(Map<String, String> variables) {
        return new Environment(Map.copyOf(variables));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** @throws IllegalArgumentException if the value is not a whole number from {@code least} on */
    public Optional<Long> number(String name, long least) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw malformed(name, "a whole number");
        }
        throw malformed(name, "at least " + least);
    }

    /** @throws IllegalArgumentException if the value is not a whole number from {@code least} to {@link Integer#MAX_VALUE} */
    public Optional<Integer> integer(String name, int least) {
        Optional<Long> number = number(name, least);
        if (number.orElse(0L) > Integer.MAX_VALUE) {
            throw malformed(name, "at most " + Integer.MAX_VALUE);
        }
        return number.map(Long::intValue);
    }

    /** @throws IllegalArgumentException if the value is not a number */
    public Optional<BigDecimal> decimal(String name) {
        try {
            Optional<BigDecimal> number = text(name).map(BigDecimal::new);
            if (number.isPresent()
                    && (number.get().abs().compareTo(DECIMAL_MAX) > 0
                            || number.get().scale() > SCALE_MAX)) {
                throw malformed(name, "a number up to " + DECIMAL_MAX + " with at most " + SCALE_MAX + " decimals");
            }
            return number;
        } catch (NumberFormatException e) {
            throw malformed(name, "a number");
        }
    }

    /** @throws IllegalArgumentException if the value is not a number of seconds above 0 and at most a day */
    public Optional<Duration> seconds(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(text.get());
            if (seconds > 0 && seconds <= Duration.ofDays(1).toSeconds()) {
                return Optional.of(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))));
            }
        } catch (NumberFormatException e) {
            throw malformed(name, "a number of seconds");
        }
        throw malformed(name, "more than 0 and at most a day in seconds");
    }

    /** @throws IllegalArgumentException if the value is not a number of seconds from 0 to a day */
    public Optional<Duration> secondsFromZero(String name) {
        Optional<BigDecimal> seconds = decimal(name);
        if (seconds.isPresent() && (seconds.get().signum() < 0 || seconds.get().compareTo(DAY_SECONDS) > 0)) {
            throw malformed(name, "0 to a day in seconds");
        }
        return seconds.map(value -> Duration.ofMillis(Math.round(value.doubleValue() * 1000)));
    }

    /** Whether the value is {@code true}, in small letters or capitals. */
    public boolean isTrue(String name) {
        return text(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /**
     * The address of a web server.
     *
     * @param otherwise where there is no value
     * @throws IllegalArgumentException if the value is not one; it is not shown
     */
    public URI address(String name, String otherwise) {
        String text = text(name).orElse(otherwise);
        try {
            URI address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name + " is not an address; expected a form like " + otherwise, e);
        }
        throw new IllegalArgumentException(
                name + " is not a web address without a user; expected a form like " + otherwise);
    }

    /** All of it; holds secrets. */
    public Map<String, String> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return "environment of " + values.size() + " variables";
    }

    private IllegalArgumentException malformed(String name, String expected) {
        return new IllegalArgumentException(name + " is \"" + values.get(name) + "\"; expected " + expected);
    }
}
