package dev.siiwad.cli.terminal;

import dev.siiwad.Environment;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set from outside of a command.
 *
 * @param name of the environment variable
 * @param fallback what counts where nobody sets it, in words
 * @param words what it decides
 * @param option that beats it, or empty
 */
public record Setting(String name, Kind kind, String fallback, String words, Optional<String> option) {
    private static final String PREFIX = "SDC_";

    /** What a value has to be. */
    public enum Kind {
        TEXT,
        /** Never shown. */
        SECRET,
        /** With a password in it that is never shown. */
        PROXY,
        NUMBER,
        NUMBER_FROM_ZERO,
        SECONDS,
        SECONDS_FROM_ZERO,
        USD,
        ADDRESS,
        FLAG;

        private void check(String name, Environment environment) {
            switch (this) {
                case NUMBER -> environment.number(name, 1);
                case NUMBER_FROM_ZERO -> environment.number(name, 0);
                case SECONDS -> environment.seconds(name);
                case SECONDS_FROM_ZERO -> environment.secondsFromZero(name);
                case USD -> environment.decimal(name);
                case ADDRESS -> environment.address(name, "https://example.org");
                case TEXT, SECRET, PROXY, FLAG -> environment.text(name);
            }
        }
    }

    static Setting of(String name, Kind kind, String fallback, String words) {
        return new Setting(name, kind, fallback, words, Optional.empty());
    }

    Setting beatenBy(String typed) {
        return new Setting(name, kind, fallback, words, Optional.of(typed));
    }

    /** Whether it can stand in {@code siiwad.yaml}; what other programs read as well is for the environment. */
    boolean isInFile() {
        return name.startsWith(PREFIX) || name.startsWith("HF_");
    }

    /** What it is called in {@code siiwad.yaml}: {@code http.contact} for {@code SDC_HTTP__CONTACT}. */
    public String key() {
        String shorter = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return shorter.toLowerCase(Locale.ROOT).replace("__", ".");
    }

    /** What is wrong with the value, without it where it is a secret. */
    Optional<String> problem(Environment environment) {
        try {
            kind.check(name, environment);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The value as it may be shown. */
    public String shown(String value) {
        return switch (kind) {
            case SECRET -> "…";
            case PROXY, ADDRESS -> value.replaceFirst("//[^/@]*@", "//…@");
            default -> value;
        };
    }
}
