package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The quarantined documents of a dataset being written; there is a file only if there are any. */
final class QuarantineFile implements Closeable {
    private final DatasetOutputs outputs;
    private final String name;
    private Optional<PublishedOutput> out = Optional.empty();
    private long documents;

    QuarantineFile(DatasetOutputs outputs, String name) {
        this.outputs = outputs;
        this.name = name;
    }

    void add(Entry.Quarantined entry) throws IOException {
        add(new QuarantineLine(entry).bytes(), 1);
    }

    /** Adds the lines of some that follow each other; there may be none. */
    void add(byte[] lines, long count) throws IOException {
        if (count == 0) {
            return;
        }
        if (out.isEmpty()) {
            out = Optional.of(new PublishedOutput(name, outputs.create(name)));
        }
        out.get().write(lines);
        documents += count;
    }

    /** Makes the file durable, under a name that is not. */
    Optional<Receipt.PublishedFile> end() throws IOException {
        return out.isPresent() ? Optional.of(out.get().seal(documents)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (out.isPresent()) {
            out.get().close();
        }
    }
}
