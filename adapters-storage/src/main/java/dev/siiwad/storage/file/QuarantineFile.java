package dev.siiwad.storage.file;

import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.json.QuarantineLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The quarantined documents of a dataset being written; there is a file only if there are any. */
final class QuarantineFile implements Closeable {
    private final Path file;
    private final Disk disk;
    private Optional<PublishedOutput> out = Optional.empty();
    private long documents;

    QuarantineFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    void add(Entry.Quarantined entry) throws IOException {
        if (out.isEmpty()) {
            out = Optional.of(new PublishedOutput(file, disk));
        }
        out.get().write(new QuarantineLine(entry).bytes());
        documents++;
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
