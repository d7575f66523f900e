package dev.siiwad.publish;

import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The finished datasets of all sources, as their readers see them. Looking changes nothing. Used by one thread at a time. */
public interface Datasets {
    /** Where the datasets of a source are or would be, for messages. */
    String where(SourceId source);

    /**
     * The names of all files that a reader of a source's datasets finds, relative to {@link #where}, in their order. A receipt among them says that the files
     * it names are whole.
     */
    List<String> files(SourceId source) throws IOException;

    /**
     * Reads one of them; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none of this name
     */
    InputStream open(SourceId source, String file) throws IOException;

    /**
     * Counts datasets again and compares them with their receipts.
     *
     * @param source those of one source; of all, if empty
     * @throws java.nio.file.NoSuchFileException if nothing is published there; or a finding says that there is no receipt
     */
    Verification verify(Optional<SourceId> source) throws IOException;
}
