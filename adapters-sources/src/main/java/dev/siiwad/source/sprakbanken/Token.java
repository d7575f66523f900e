package dev.siiwad.source.sprakbanken;

import java.util.Optional;

/**
 * A word or a punctuation mark as a corpus has it.
 *
 * @param head the white space before it, where the corpus tells: written as Sparv does, {@code \s} for a blank and {@code \n} for a new line
 * @param tail the white space after it, likewise
 */
record Token(String text, Optional<String> head, Optional<String> tail) {
    static Token of(String text) {
        return new Token(text, Optional.empty(), Optional.empty());
    }

    boolean isWord() {
        return Character.isLetterOrDigit(text.codePointAt(0))
                || text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    boolean endsInDigit() {
        return Character.isDigit(text.codePointBefore(text.length()));
    }

    boolean startsWithDigit() {
        return Character.isDigit(text.codePointAt(0));
    }
}
