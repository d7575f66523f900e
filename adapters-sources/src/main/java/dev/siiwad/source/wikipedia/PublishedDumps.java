package dev.siiwad.source.wikipedia;

import dev.siiwad.source.pinned.TwoAnswers;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What a site of dumps says of one edition of one wiki. */
interface PublishedDumps {
    Edition edition();

    /** The dates that may have one, the most promising first. */
    List<String> dates() throws IOException;

    /** What there is of a date. */
    Look look(String date) throws IOException;

    /**
     * What was found, once it is sure enough to pin a run: when a second look finds the same.
     *
     * @throws IOException if it is not
     */
    default DumpEdition confirmed(DumpEdition found) throws IOException {
        Iterator<Optional<DumpEdition>> first = List.of(Optional.of(found)).iterator();
        return TwoAnswers.agreed(
                        "the list of files of " + found.date() + " at " + address(),
                        () -> first.hasNext()
                                ? first.next()
                                : look(found.date()).dump())
                .orElseThrow(() -> new IOException("the dump of " + found.date() + " at " + address()
                        + " was listed once, and not when it was looked at again"));
    }

    /** Where people would look for it. */
    String address();
}
