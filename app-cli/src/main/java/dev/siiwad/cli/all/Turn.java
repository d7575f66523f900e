package dev.siiwad.cli.all;

import dev.siiwad.source.SourceId;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether it is a source's turn.
 *
 * @param source its id, where that is known
 * @param why in words
 * @param exitCode what it ends with where it cannot be begun
 */
record Turn(Entry entry, Optional<SourceId> source, Kind kind, String why, int exitCode) {
    enum Kind {
        DUE,
        NOT_DUE,
        /** Something that it needs is not given. */
        LEFT_OUT,
        /** It is asked for in a way that cannot be, or nobody can tell whether it is due. */
        UNUSABLE;

        /** As a machine reads it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Turn leftOut(Entry entry, String why) {
        return new Turn(entry, Optional.empty(), Kind.LEFT_OUT, why, 0);
    }

    static Turn unusable(Entry entry, String why, int exitCode) {
        return new Turn(entry, Optional.empty(), Kind.UNUSABLE, why, exitCode);
    }

    boolean due() {
        return kind == Kind.DUE;
    }
}
