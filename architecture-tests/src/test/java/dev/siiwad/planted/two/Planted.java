package dev.siiwad.planted.two;

/** Breaks on purpose: half of a cycle. */
public final class Planted {
    private final Object other = dev.siiwad.planted.one.Planted.class;

    @Override
    public String toString() {
        return other.toString();
    }
}
