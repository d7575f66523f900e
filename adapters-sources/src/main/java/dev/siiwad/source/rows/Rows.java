package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of one shard in order, from a place on. Not safe for use by several threads. */
interface Rows extends Closeable {
    /** Brings here what the next row is in, without looking into it, so that reading it waits for nobody. Costs nothing where that is here. */
    void fetch() throws IOException;

    /**
     * The next row, or empty at the end.
     *
     * @throws MalformedDocumentException if this one cannot be read; it has been passed then
     */
    Optional<Row> next() throws IOException, MalformedDocumentException;

    /**
     * Names all texts of the row that was given last, also those that are not wanted. Empty for a file that says once for all what there is: its fields were
     * looked at when it was opened.
     */
    default List<String> texts() {
        return List.of();
    }

    /** Passes over rows, malformed ones included; fewer than {@code count} only at the end. */
    long skip(long count) throws IOException;

    /** Passes over rows by reading them, for formats in which only that tells where one ends. */
    static long skipByReading(Rows rows, long count) throws IOException {
        long skipped = 0;
        while (skipped < count) {
            try {
                if (rows.next().isEmpty()) {
                    break;
                }
            } catch (MalformedDocumentException passed) {
                // Counts as any other.
            }
            skipped++;
        }
        return skipped;
    }

    /** Where the next row is, such as {@code line=12}; rows opened at it give the same rows as these would. */
    String place();

    /** Which share of the shard has been read, from 0 to 1, by its bytes or parts: an estimate. */
    double share();

    /** Safe to call twice. */
    @Override
    void close() throws IOException;
}
