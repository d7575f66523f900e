package dev.siiwad.source;

/**
 * Where a reader is: a readable token such as {@code stream=48211093 page=7} that only its own source understands.
 *
 * @param token at most {@value #CHARS_MAX} characters; empty at the start
 */
public record Position(String token) {
    public static final int CHARS_MAX = 4096;
    public static final Position START = new Position("");

    public Position {
        if (token.length() > CHARS_MAX) {
            throw new IllegalArgumentException(
                    "position has " + token.length() + " characters; at most " + CHARS_MAX + " are allowed");
        }
    }

    public boolean isStart() {
        return token.isEmpty();
    }

    @Override
    public String toString() {
        return token;
    }
}
