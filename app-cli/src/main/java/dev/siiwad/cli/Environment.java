package dev.siiwad.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that come by name: environment variables, and behind them the file {@code .env}. An empty value counts as none. Values may be
 * secrets, so a message shows one only where {@link #text} is not the getter.
 */
final class Environment {
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Map<String, String> values;

    private Environment(Map<String, String> values) {
        this.values = values;
    }

    static Environment of(Map<String, String> variables) {
        return new Environment(Map.copyOf(variables));
    }

    /** The variables, and what {@code .env} in the working directory adds to them. */
    static Environment of(Shell shell) {
        Map<String, String> values = new HashMap<>(dotEnv(shell.directory().resolve(".env")));
        values.putAll(shell.variables());
        return new Environment(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** @throws UsageException if the value is no whole number from {@code least} on */
    Optional<Long> number(String name, long least) {
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

    /** @throws UsageException if the value is no number */
    Optional<BigDecimal> decimal(String name) {
        try {
            return text(name).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            throw malformed(name, "a number");
        }
    }

    /** @throws UsageException if the value is no number of seconds above 0 */
    Duration seconds(String name, Duration otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double seconds = Double.parseDouble(text.get());
            if (seconds > 0 && seconds <= Duration.ofDays(1).toSeconds()) {
                return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
            }
        } catch (NumberFormatException e) {
            throw malformed(name, "a number of seconds");
        }
        throw malformed(name, "more than 0 and at most a day in seconds");
    }

    /** @throws UsageException if the value is no address of a web server */
    URI address(String name, String otherwise) {
        String text = text(name).orElse(otherwise);
        try {
            URI address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new UsageException(name + " is no address; expected a form like " + otherwise);
        }
        throw new UsageException(name + " is no web address without a user; expected a form like " + otherwise);
    }

    private UsageException malformed(String name, String expected) {
        return new UsageException(name + " is \"" + values.get(name) + "\"; expected " + expected);
    }

    private static Map<String, String> dotEnv(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new UsageException(
                        file + ": has " + Files.size(file) + " bytes; at most " + FILE_BYTES_MAX + " are read");
            }
            return DotEnv.parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
