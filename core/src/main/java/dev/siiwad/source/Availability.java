package dev.siiwad.source;

import java.util.Optional;

/** What upstream says of a pinned snapshot. */
public sealed interface Availability {
    /** The pinned snapshot can be read. {@code newer} is the id of a newer one, where the source looked for one and found it. */
    record Available(Optional<String> newer) implements Availability {}

    /** The pinned snapshot cannot be read any more. {@code current} is the id of the one that upstream has now. */
    record Gone(String current) implements Availability {}
}
