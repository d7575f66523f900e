package dev.siiwad.source.wikipedia;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The pages of one file of a dump in order, from a place in it on. Used by one thread. */
interface Pages extends Closeable {
    /** A page, the compressed stream it begins in, and the place after it. */
    record Found(PageContent page, long stream, DumpPosition after) {}

    /**
     * The next page, or none at the end of a complete file.
     *
     * @throws IOException if the file is damaged or cut short, or is not such a dump, with its name, the place and the page
     */
    Optional<Found> next() throws IOException;

    /**
     * What makes plain text of the text of these pages.
     *
     * @param extraction the version of {@link dev.siiwad.source.wikipedia.wikitext.Wikitext}
     */
    PageText text(Wiki wiki, String extraction) throws IOException;

    /** Which share of the file is read, from 0 to 1: an estimate. */
    double share();

    /** Closes the file. Safe to call twice. */
    @Override
    void close() throws IOException;
}
