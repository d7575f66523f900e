package dev.siiwad.cli.terminal;

import java.util.Locale;
import java.util.OptionalLong;

/** Lengths of files as people read them: {@code 812 B}, {@code 12.3 of 45.6 MB}. */
public final class ByteSize {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final double KILO = 1000;

    private ByteSize() {}

    public static String text(long bytes) {
        return text(bytes, OptionalLong.empty());
    }

    /** Both in the unit of the second. */
    public static String text(long some, OptionalLong all) {
        int unit = 0;
        double divisor = 1;
        while (all.orElse(some) / divisor >= KILO && unit < UNITS.length - 1) {
            divisor *= KILO;
            unit++;
        }
        String format = unit == 0 ? "%.0f" : "%.1f";
        String text = String.format(Locale.ROOT, format, some / divisor);
        return text + (all.isPresent() ? " of " + String.format(Locale.ROOT, format, all.getAsLong() / divisor) : "")
                + " " + UNITS[unit];
    }
}
