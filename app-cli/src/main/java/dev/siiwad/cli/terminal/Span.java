package dev.siiwad.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 40 s}, {@code 5 min}, {@code 2 h 10 min}, {@code 3 days}; and as an option: {@code 7d}. */
public final class Span {
    private static final Pattern OPTION = Pattern.compile("(\\d{1,6})\\s*([smhdw])");

    private static final long TO_THE_SECOND_BELOW_S = 600;

    private Span() {}

    public static String text(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return hours + " h " + minutes % 60 + " min";
        }
        return hours / 24 + " days";
    }

    /** The same, to the second as long as there are less than ten minutes: {@code 5 min 3 s}. */
    public static String countdown(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        return seconds < 60 || seconds >= TO_THE_SECOND_BELOW_S
                ? text(span)
                : seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }

    /** @throws UsageException if the text is not a number and one of s, m, h, d, w */
    public static Duration parse(String text) {
        Matcher matcher = OPTION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UsageException("\"" + text + "\" is not a length of time; expected a form like 7d, 12h or 30m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }
}
