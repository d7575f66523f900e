package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.List;

/** What a site of dumps says of one edition of one wiki. */
interface PublishedDumps {
    Edition edition();

    /** The dates that may have one, the most promising first. */
    List<String> dates() throws IOException;

    /** What there is of a date. */
    Look look(String date) throws IOException;

    /**
     * What was found, once it is sure enough to pin a run.
     *
     * @throws IOException if it is not
     */
    default DumpEdition confirmed(DumpEdition found) throws IOException {
        return found;
    }

    /** Where people would look for it. */
    String address();
}
