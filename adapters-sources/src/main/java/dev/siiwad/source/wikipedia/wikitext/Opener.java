package dev.siiwad.source.wikipedia.wikitext;

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

    final Kind kind;
    final int start;
    final boolean onBlankLine;
    /** How many braces of the run have not been closed yet. */
    int braces;

    private final int[] pipes = new int[KeptTemplates.ARGUMENTS_MAX + 1];
    private int pipeCount;

    Opener(Kind kind, int start, boolean onBlankLine, int braces) {
        this.kind = kind;
        this.start = start;
        this.onBlankLine = onBlankLine;
        this.braces = braces;
    }

    /** A {@code |} is there; only those that someone asks for are kept. */
    void pipe(int position) {
        if (pipeCount < pipes.length) {
            pipes[pipeCount++] = position;
        }
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

    /** Some braces of the run have been closed, the others wait on. */
    void closed(int closedBraces) {
        braces -= closedBraces;
        pipeCount = 0;
    }
}
