package dev.siiwad.cli.crashtest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the course of an attempt: before, in or after one change to the disk.
 *
 * @param stretch which changes are counted
 * @param number counted from 1
 */
record CrashPoint(Stretch stretch, long number, Moment moment) {
    private static final Pattern FORM = Pattern.compile("(attempt|publishing|ending) (\\d{1,18}) (before|in|after)");

    /** Which changes are counted. */
    enum Stretch {
        /** All of an attempt. */
        ATTEMPT,
        /** Those from the first on that publishes; the last of them is before the checkpoint is removed. */
        PUBLISHING,
        /** The same, and those after it that remove checkpoint and segments. */
        ENDING
    }

    /** A write that is met in its midst has written half; of the other changes nobody can tell. */
    enum Moment {
        BEFORE,
        IN,
        AFTER
    }

    CrashPoint {
        if (number < 1) {
            throw new IllegalArgumentException("change " + number + "; they are counted from 1");
        }
    }

    /** @throws IllegalArgumentException if the text is not one that {@link #text} gives */
    static CrashPoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a place to be killed at; expected a form like \""
                            + new CrashPoint(Stretch.ATTEMPT, 17, Moment.BEFORE).text() + "\"");
        }
        return new CrashPoint(
                Stretch.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                Long.parseLong(matcher.group(2)),
                Moment.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)));
    }

    /** As the parent tells the child: {@code attempt 17 before}. */
    String text() {
        return stretch.name().toLowerCase(Locale.ROOT) + " " + number + " "
                + moment.name().toLowerCase(Locale.ROOT);
    }

    /** As people are told: {@code before change 17}. */
    String words() {
        String of = stretch == Stretch.ATTEMPT ? "" : " of " + stretch.name().toLowerCase(Locale.ROOT);
        return moment.name().toLowerCase(Locale.ROOT) + " change " + number + of;
    }
}
