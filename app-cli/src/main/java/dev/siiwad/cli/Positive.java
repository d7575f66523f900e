package dev.siiwad.cli;

/** A whole number from 1 on, as an option takes it. */
record Positive(long value) {
    static Positive parse(String text) {
        return new Positive(Natural.number(text, 1));
    }
}
