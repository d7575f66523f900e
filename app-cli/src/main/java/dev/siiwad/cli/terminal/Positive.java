package dev.siiwad.cli.terminal;

/** A whole number from 1 on, as an option takes it. */
public record Positive(long value) {
    public static Positive parse(String text) {
        return new Positive(Natural.number(text, 1));
    }

    public int intValue() {
        return new Natural(value).intValue();
    }
}
