package dev.siiwad.cli.terminal;

/** A whole number from 0 on, as an option takes it. */
public record Natural(long value) {
    public static Natural parse(String text) {
        return new Natural(number(text, 0));
    }

    public int intValue() {
        if (value > Integer.MAX_VALUE) {
            throw new UsageException(value + " is too large; expected at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    public static long number(String text, long least) {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("'" + text + "' is not a whole number");
        }
        throw new UsageException("'" + text + "' is too small; expected " + least + " or more");
    }
}
