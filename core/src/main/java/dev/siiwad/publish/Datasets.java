package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The finished datasets of all sources, as their readers see them. Looking changes nothing. Used by one thread at a time. */
public interface Datasets {
    /** Where the datasets of a source are or would be, for messages. */
    String where(SourceId source);

    /** The sources that have anything published, in order. */
    List<SourceId> sources() throws IOException;

    /** The datasets of a source, by their receipts alone; empty if nothing is published. */
    Catalog catalog(SourceId source) throws IOException;

    /**
     * Whether a run has published its dataset, without a look at any other.
     *
     * @param started when the run began
     */
    default boolean isPublished(SourceId source, RunId run, Instant started) throws IOException {
        return catalog(source).of(run).isPresent();
    }

    /**
     * What the receipt of a dataset names one by one, which may be long.
     *
     * @throws IOException if it is not there any more, or is damaged
     */
    DatasetDetails details(Dataset dataset) throws IOException;

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

    /** The files of a dataset that hold its documents, in their order. */
    List<Receipt.PublishedFile> parts(Dataset dataset);

    /**
     * Reads the documents of one part, in their order, once its bytes have proved to be those that its receipt names.
     *
     * @param texts gets one after the other; an {@link java.io.UncheckedIOException} of it is thrown as its cause
     * @throws java.nio.file.NoSuchFileException if it is not there any more
     * @throws DamagedDatasetException if it is not the one that the receipt names; then no text was given
     */
    void read(Dataset dataset, Receipt.PublishedFile part, Texts texts) throws IOException;

    /** Hears of the documents of a part. */
    @FunctionalInterface
    interface Texts {
        /** Whether to go on to the next. */
        boolean take(PublishedText text);
    }

    /**
     * Counts datasets again and compares them with their receipts.
     *
     * @param source those of one source; of all, if empty
     * @throws java.nio.file.NoSuchFileException if nothing is published there; or a finding says that there is no receipt
     */
    Verification verify(Optional<SourceId> source) throws IOException;

    /**
     * Makes the card that readers go by, and what there is beside it for programs, say what the receipts say. Without effect where they do. Durable on return.
     *
     * @return what is in the way of it, for people; nothing if all is well
     */
    List<String> describe() throws IOException;

    /**
     * Removes datasets of a source, each with all its files; the caller holds the source. Each is whole or gone, whenever this is stopped: what was begun
     * is finished by the next call, with any runs, none included, and by the next publication. What is not there is passed over.
     * The card no longer names one before anything of it goes. Durable on return.
     *
     * @throws IOException if there is a run whose dataset another one {@linkplain Relations#continues continues} that is kept; then nothing was removed
     */
    void remove(SourceId source, Set<RunId> runs) throws IOException;
}
