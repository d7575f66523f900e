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

    /** Where people would look for it. */
    String address();
}
