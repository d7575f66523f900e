package dev.siiwad.source.wikipedia.wikitext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bracket that waits for its closer, and where in the text built so far its parts begin. */
final class Opener {
    enum Kind {
        /** A template or, with three braces, a parameter; a run of braces may open several. */
        BRACES,
        LINK,
        TABLE,
        HTML_TABLE,
        VARIANTS
    }

    /** Of more, the last part holds the rest: what has so many shows none of them in a sentence. */
    private static final int PIPES_MAX = 64;

    private static final int PIPES_AT_FIRST = 3;

    final Kind kind;
    final int start;
    final boolean onBlankLine;
    /** How many braces of the run have not been closed yet. */
    int braces;

    private int[] pipes = new int[PIPES_AT_FIRST];
    private int pipeCount;

    Opener(Kind kind, int start, boolean onBlankLine, int braces) {
        this.kind = kind;
        this.start = start;
        this.onBlankLine = onBlankLine;
        this.braces = braces;
    }

    /** A {@code |} is there. */
    void pipe(int position) {
        if (pipeCount == PIPES_MAX) {
            return;
        }
        if (pipeCount == pipes.length) {
            pipes = Arrays.copyOf(pipes, Math.min(PIPES_MAX, 2 * pipeCount));
        }
        pipes[pipeCount++] = position;
    }

    int pipes() {
        return pipeCount;
    }

    /** Where the n-th part begins, after its {@code |}; the first is 0. */
    int start(int part) {
        return part == 0 ? start : pipes[part - 1] + 1;
    }

    /** Where the n-th part ends, given where all ends. */
    int end(int part, int endOfAll) {
        return part < pipeCount ? pipes[part] : endOfAll;
    }

    /** All parts but the first, given the text and where the last one ends. */
    List<String> arguments(BuiltText text, int endOfAll) {
        List<String> parts = new ArrayList<>(pipeCount);
        for (int part = 1; part <= pipeCount; part++) {
            parts.add(text.substring(start(part), end(part, endOfAll)));
        }
        return parts;
    }

    /** Some braces of the run have been closed, the others wait on. */
    void closed(int closedBraces) {
        braces -= closedBraces;
        pipeCount = 0;
    }
}
