package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Input;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where a dump comes from: a file of the user's, or a site of dumps. */
interface DumpOrigin {
    Snapshot snapshot() throws IOException;

    /** A snapshot of this id, if there still is one. */
    Optional<Snapshot> again(String id) throws IOException;

    Availability availability(Snapshot pinned) throws IOException;

    /** What the files of a pinned dump are, without a look at them. */
    List<Input> inputs(Snapshot pinned) throws IOException;

    /** How many requests its files take. */
    long requests(Snapshot pinned) throws IOException;

    /** As {@link dev.siiwad.source.Source#slices}. */
    List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException;

    /** The files of a pinned dump, in the order in which they are read. */
    List<DumpPart> parts(Snapshot pinned) throws IOException;

    /** As {@link dev.siiwad.source.Source#glimpse}: the files of what there is now, to be read as far as is asked for and by one thread. */
    List<DumpPart> glimpse() throws IOException;
}
