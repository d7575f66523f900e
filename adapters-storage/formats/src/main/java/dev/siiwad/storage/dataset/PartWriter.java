package dev.siiwad.storage.dataset;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.PartContent;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.words.WordCount;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes any part of a dataset, and keeps a record of it. Used by several threads. */
final class PartWriter {
    private final PartPlaces places;
    private final DatasetOutputs outputs;
    private final DatasetNames names;
    private final PartFormat format;
    private final SharedColumns shared;
    private final WordCount words;
    private final String key;

    /** @param of tells all other things that the bytes of its parts depend on */
    PartWriter(
            CountedSegments counted,
            PartPlaces places,
            DatasetOutputs outputs,
            PartFormat format,
            SharedColumns shared,
            WordCount words,
            String of) {
        this.places = places;
        this.outputs = outputs;
        this.names = new DatasetNames(counted.checkpoint().runId());
        this.format = format;
        this.shared = shared;
        this.words = words;
        this.key = Sha256.hex(format.suffix() + "\n" + of + "\n"
                + counted.checkpoint().outputDigest().value() + "\n"
                + counted.checkpoint().settings().values());
    }

    WordCount words() {
        return words;
    }

    String name(int part) {
        return names.part(part, format);
    }

    String record(int part) {
        return names.record(part, key);
    }

    /** What was kept of a part of this dataset. */
    Optional<PartRecord> written(int part) throws IOException {
        return outputs.written(record(part)).flatMap(bytes -> PartRecord.of(bytes, key));
    }

    /** @param goingOn asked before each document; it throws where the part is of no use any more */
    PartRecord write(int part, Runnable goingOn) throws IOException {
        QuarantineLines quarantined = new QuarantineLines();
        try (Lazily file = new Lazily(name(part))) {
            PartContent content = places.read(part, entry -> {
                goingOn.run();
                if (entry instanceof Entry.Kept kept) {
                    file.add(SilverLine.of(kept, words));
                } else if (entry instanceof Entry.Quarantined one) {
                    quarantined.add(one);
                }
            });
            PartRecord written = new PartRecord(key, content, file.end(), quarantined);
            outputs.keep(record(part), written.file().map(Receipt.PublishedFile::name), written.bytes());
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The file of a part, once there is anything in it. */
    private final class Lazily implements Closeable {
        private final String name;
        private Optional<PartFile> file = Optional.empty();

        Lazily(String name) {
            this.name = name;
        }

        void add(SilverLine line) {
            try {
                if (file.isEmpty()) {
                    file = Optional.of(new PartFile(outputs, name, format, shared, Helpers.NONE));
                }
                file.get().add(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<Receipt.PublishedFile> end() throws IOException {
            return file.isPresent() ? Optional.of(file.get().end()) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}
