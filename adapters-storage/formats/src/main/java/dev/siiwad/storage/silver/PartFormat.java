package dev.siiwad.storage.silver;

import dev.siiwad.publish.Datasets;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How the files of a published dataset are written. The bytes are a function of the records alone. */
public interface PartFormat {
    /** How the names of its files end, such as {@code .parquet}. */
    String suffix();

    /**
     * Begins a file. Closing the part does not close {@code out}.
     *
     * @param shared what every row has
     * @param helpers may take work off the thread that writes; the bytes are the same
     */
    Part begin(OutputStream out, SharedColumns shared, Helpers helpers) throws IOException;

    /**
     * Reads the column {@code id} of a whole file, row by row.
     *
     * @throws IOException naming the file, if it cannot be read to its end or an id is missing
     */
    void readIds(Path file, Consumer<String> ids) throws IOException;

    /**
     * Reads all columns of a whole file, row by row; memory holds some MB, or a row group.
     *
     * @throws IOException naming the file, if it cannot be read to its end or has other columns
     */
    void readRecords(Path file, Consumer<SilverRecord> records) throws IOException;

    /**
     * Reads the columns {@code id} and {@code text} of a file, row by row, to its end or as long as whoever hears of them wants more.
     *
     * @throws IOException naming the file, if it cannot be read
     */
    void readTexts(Path file, Datasets.Texts texts) throws IOException;

    /** A file being written. */
    interface Part extends Closeable {
        void add(SilverLine line) throws IOException;

        /** Writes what is left. Called once, before {@link #close}. */
        void end() throws IOException;

        /** Frees what is held; what was not ended is of no use. Safe to call twice. */
        @Override
        void close() throws IOException;
    }
}
