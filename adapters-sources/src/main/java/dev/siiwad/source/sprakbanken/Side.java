package dev.siiwad.source.sprakbanken;

/** Where a token clings to its neighbour. */
enum Side {
    FREE,
    LEFT,
    RIGHT,
    BOTH;

    boolean left() {
        return this == LEFT || this == BOTH;
    }

    boolean right() {
        return this == RIGHT || this == BOTH;
    }
}
