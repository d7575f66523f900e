package dev.siiwad.source.sprakbanken;

/** How well the spelling of a text is known where a corpus has only its tokens: part of what a pinned list says, for a run goes on as it began. */
enum Joining {
    FIRST,
    /** Knows apostrophes within words and digits in groups, and judges quotation marks by what is beside the first of them. */
    SECOND,
    /**
     * Knows more words with apostrophes, endings after a hyphen of their own, a line break that was written as a backslash and a letter, and names after
     * an at sign; and judges each quotation mark by what is beside it.
     */
    THIRD;

    /** @param extraction see {@link PinnedCorpus#extract()} */
    static Joining of(int extraction) {
        if (extraction < PinnedCorpus.SPACING_SECOND) {
            return FIRST;
        }
        return extraction < PinnedCorpus.SPACING_THIRD ? SECOND : THIRD;
    }
}
