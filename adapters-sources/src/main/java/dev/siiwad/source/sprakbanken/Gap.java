package dev.siiwad.source.sprakbanken;

import java.util.Optional;

/** What is between two tokens. */
enum Gap {
    NONE(""),
    BLANK(" "),
    NEW_LINE("\n");

    private final String text;

    Gap(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    Gap orWider(Gap other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** What the corpus itself says of the place between two tokens. */
    static Optional<Gap> told(Token before, Token after) {
        Gap told = of(before.tail()).orWider(of(after.head()));
        return told == NONE && before.tail().isEmpty() ? Optional.empty() : Optional.of(told);
    }

    /** What the white space of an attribute {@code _head} or {@code _tail} comes to. */
    static Gap of(Optional<String> whiteSpace) {
        String space = whiteSpace.orElse("");
        if (space.isEmpty()) {
            return NONE;
        }
        return space.contains("\\n") || space.contains("\n") ? NEW_LINE : BLANK;
    }
}
