package dev.siiwad.planted.one;

/** Breaks on purpose: half of a cycle. */
public final class Planted {
    private final Object other = dev.siiwad.planted.two.Planted.class;

    @Override
    public String toString() {
        return other.toString();
    }
}
