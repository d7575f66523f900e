package dev.siiwad.storage.dataset;

import dev.siiwad.publish.PartContent;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.segment.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The quarantined documents of one part, held until those of the parts before are written; of more than {@value #BYTES_MAX} bytes only that there are many. Used by one thread at a
 * time.
 */
final class QuarantineLines {
    static final int BYTES_MAX = 1 << 20;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long documents;
    private boolean held;

    QuarantineLines() {
        this(0, Optional.of(""));
    }

    /** @param held their lines; empty if there are too many */
    QuarantineLines(long documents, Optional<String> held) {
        this.documents = documents;
        this.held = held.isPresent();
        lines.writeBytes(held.orElse("").getBytes(StandardCharsets.UTF_8));
    }

    void add(Entry.Quarantined entry) {
        documents++;
        if (held) {
            lines.writeBytes(new QuarantineLine(entry).bytes());
            held = lines.size() <= BYTES_MAX;
        }
    }

    long documents() {
        return documents;
    }

    /** Their lines; empty if there are too many. */
    Optional<String> held() {
        return held ? Optional.of(lines.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** @param content of the part, to be read again if there were too many to hold */
    void writeTo(QuarantineFile file, PartPlaces places, PartContent content) throws IOException {
        if (held) {
            file.add(lines.toByteArray(), documents);
            return;
        }
        try {
            places.forEachQuarantined(content, entry -> {
                try {
                    file.add(entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
