package dev.siiwad.storage.dataset;

import java.io.IOException;

/** Where the files of a dataset are written before they are published: under names, or in a state, that nobody takes for finished. Used by several threads, each for its own file. */
public interface DatasetOutputs {
    /** The place, for messages. */
    String where();

    /** Begins a file; its bytes are durable once they have been {@linkplain DurableOutput#force forced}, which happens once, at the end. */
    DurableOutput create(String name) throws IOException;
}
