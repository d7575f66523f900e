package dev.siiwad.source;

import java.io.IOException;
import java.util.List;

/**
 * A source cannot be read as it was asked for, and the same request will not help. The message says what is wrong, with both values; what helps is data, the
 * best first.
 */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<Remedy> remedies;

    public SourceException(String message, Remedy... remedies) {
        super(message);
        this.remedies = List.of(remedies);
    }

    public SourceException(String message, Throwable cause, Remedy... remedies) {
        super(message, cause);
        this.remedies = List.of(remedies);
    }

    /** What helps, the best first; may be empty. */
    public List<Remedy> remedies() {
        return remedies == null ? List.of() : remedies;
    }
}
