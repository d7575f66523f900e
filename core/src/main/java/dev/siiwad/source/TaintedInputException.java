package dev.siiwad.source;

import java.io.IOException;
import java.util.function.Predicate;

/**
 * What documents were read from, such as a file in the cache, proves to be damaged: those already given from it cannot be trusted. Whoever has committed them goes back to
 * a position before it, and opens the source again there. The message names the input, and what is wrong with it.
 *
 * <p>A source throws it at every reading from a position that is not {@linkplain #isBefore before} the damage, after any crash as well, and only replaces the
 * damaged input when it is opened at one that is. So what was read from it is never published, wherever the process dies on the way back.
 */
public final class TaintedInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Predicate<Position> before;

    /** @param before whether nothing of the damaged input was read up to a position; not asked of {@link Position#START}, where nothing was read at all */
    public TaintedInputException(String message, Predicate<Position> before) {
        super(message);
        this.before = before;
    }

    /** Whether what was read up to a position is free of the damage. */
    public boolean isBefore(Position position) {
        return position.isStart() || before.test(position);
    }
}
