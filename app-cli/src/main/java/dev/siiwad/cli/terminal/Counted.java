package dev.siiwad.cli.terminal;

import java.util.Locale;

/** Numbers of things in words: {@code 1 segment}, {@code 2,000 segments}. */
public final class Counted {
    private Counted() {}

    public static String of(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
