package dev.siiwad.source.wikipedia;

/**
 * Where a broken page ends.
 *
 * @param end how many of the bytes kept are the page's; the tag that ended it follows if it belongs to what comes next
 */
record PageEnd(int end, Next next) {
    /** The tag that ended it. */
    enum Next {
        /** Its own {@code </page>}. */
        NOTHING,
        /** The {@code <page>} of another. */
        PAGE,
        /** {@code </mediawiki>}. */
        ROOT_END
    }
}
