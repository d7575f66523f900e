package dev.siiwad.source.wikipedia;

import java.util.Optional;

/** What a site of dumps has of one edition and date: all of it, or else why not. */
sealed interface Look {
    /** It is complete. */
    record Complete(DumpEdition found) implements Look {}

    /** There is nothing, or it is not finished. */
    record Missing(String reason) implements Look {}

    /** There is something that cannot be made out. */
    record Unreadable(String reason) implements Look {}

    default Optional<DumpEdition> dump() {
        return this instanceof Complete complete ? Optional.of(complete.found()) : Optional.empty();
    }

    /** Why there is no dump. */
    default String reason() {
        if (this instanceof Missing missing) {
            return missing.reason();
        }
        return this instanceof Unreadable unreadable ? unreadable.reason() : "complete";
    }
}
