package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the files of a dataset are written before they are published: under names, or in a state, that nobody takes for finished. Parts may be written by several processes, and
 * outlive whoever wrote them: a part counts as written once its record is kept. Used by several threads, each for its own file.
 */
public interface DatasetOutputs {
    /** The place, for messages. */
    String where();

    /** Begins a file; its bytes are durable once they have been {@linkplain DurableOutput#force forced}, which happens once, at the end. */
    DurableOutput create(String name) throws IOException;

    /**
     * Looks for what others have written and begun of a part, and of those after it, as far as a few requests tell.
     *
     * @param record the name of the record
     * @param part the name of the part
     */
    default void look(String record, String part) throws IOException {}

    /** Whether there was a record of a part, by whomever, when it was last looked for; it may be of another dataset, or torn. */
    default boolean isKept(String record) {
        return false;
    }

    /** The record that was kept of a part, if it is there. */
    default Optional<byte[]> written(String record) throws IOException {
        return Optional.empty();
    }

    /** Whether somebody else was writing a part, or had been when he died, when it was last looked for. */
    default boolean isBegun(String part) {
        return false;
    }

    /** How much is there now of a part that somebody else has begun, in whatever unit. */
    default long arrived(String part) throws IOException {
        return 0;
    }

    /**
     * Keeps the record of a part that was written here and forced; durable on return.
     *
     * @param record the name of the record
     * @param file the name of the part; empty if it has no file
     */
    default void keep(String record, Optional<String> file, byte[] bytes) throws IOException {}

    /**
     * Makes a part that somebody else has written, and whose record was {@linkplain #written read} last, one of those that this process publishes, where it publishes them.
     *
     * @param record the name of its record
     * @return false if it is not there any more; then nobody has written it
     */
    default boolean take(String record, Optional<Receipt.PublishedFile> file) throws IOException {
        return false;
    }
}
