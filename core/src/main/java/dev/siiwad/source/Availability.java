package dev.siiwad.source;

import java.util.List;
import java.util.Optional;

/** What upstream says of a pinned snapshot. */
public sealed interface Availability {
    /** The pinned snapshot can be read. {@code newer} is the id of a newer one, where the source looked for one and found it. */
    record Available(Optional<String> newer) implements Availability {}

    /** The pinned snapshot cannot be read any more. {@code current} is the id of the one that upstream has now; {@code remedies} are ways to go on all the same. */
    record Gone(String current, List<Remedy> remedies) implements Availability {
        public Gone {
            remedies = List.copyOf(remedies);
        }

        public Gone(String current) {
            this(current, List.of());
        }
    }

    /**
     * What the user gives now, such as a list or files, is not what the run began with.
     *
     * @param what has changed, in a sentence without a full stop that names the place and both values
     * @param readable whether the pinned snapshot can be read all the same
     */
    record Changed(String what, boolean readable) implements Availability {}
}
