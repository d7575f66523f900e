package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the files of a dataset are written before they are published: under names, or in a state, that nobody takes for finished. Parts may be written by several processes, and
 * outlive whoever wrote them: a part counts as written once its record is kept. Used by several threads, each for its own file.
 */
public interface DatasetOutputs {
    /** The place, for messages. */
    String where();

    /** Begins a file; its bytes are durable once they have been {@linkplain DurableOutput#force forced}, which happens once, at the end. */
    DurableOutput create(String name) throws IOException;

    /** Looks for what others have written and begun meanwhile, where that is not seen by itself. */
    default void look() throws IOException {}

    /**
     * The record that was kept of a part, by whomever; it may be of another dataset, or torn.
     *
     * @param record the name of the record
     */
    default Optional<byte[]> written(String record) throws IOException {
        return Optional.empty();
    }

    /**
     * How much is there of a part that somebody else is writing, or was when he died; empty if nobody is known to have begun it.
     *
     * @param name of the part
     */
    default OptionalLong begun(String name) throws IOException {
        return OptionalLong.empty();
    }

    /**
     * Keeps the record of a part that was written here and forced; durable on return.
     *
     * @param record the name of the record
     * @param file the name of the part; empty if it has no file
     */
    default void keep(String record, Optional<String> file, byte[] bytes) throws IOException {}

    /**
     * Makes a part that somebody else has written one of those that this process publishes, where it publishes them.
     *
     * @param record the name of its record
     * @return false if it is not there any more; then nobody has written it
     */
    default boolean take(String record, Optional<Receipt.PublishedFile> file) throws IOException {
        return false;
    }
}
