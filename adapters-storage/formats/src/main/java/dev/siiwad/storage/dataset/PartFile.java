package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import java.io.Closeable;
import java.io.IOException;

/** One part of a dataset being written. Used by one thread. */
final class PartFile implements Closeable {
    private final PublishedOutput out;
    private final PartFormat.Part part;
    private long documents;

    PartFile(DatasetOutputs outputs, String name, PartFormat format, SharedColumns shared, Helpers helpers)
            throws IOException {
        this.out = new PublishedOutput(name, outputs.create(name));
        try {
            this.part = format.begin(out, shared, helpers);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    void add(SilverLine line) throws IOException {
        part.add(line);
        documents++;
    }

    /** Makes it durable, under a name that is not. */
    Receipt.PublishedFile end() throws IOException {
        part.end();
        return out.seal(documents);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            part.close();
        }
    }
}
