package dev.siiwad.cli.crashtest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many changes to the disk an attempt has made, from its start to its end.
 *
 * @param reading until the first that publishes
 * @param publishing from there on, where datasets are
 * @param clearing after that, where checkpoints and segments are
 */
record Changes(long reading, long publishing, long clearing) {
    static final Changes NONE = new Changes(0, 0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d+) reading, (\\d+) publishing, (\\d+) clearing up");

    static Optional<Changes> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Changes(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    long all() {
        return reading + publishing + clearing;
    }

    @Override
    public String toString() {
        return reading + " reading, " + publishing + " publishing, " + clearing + " clearing up";
    }
}
