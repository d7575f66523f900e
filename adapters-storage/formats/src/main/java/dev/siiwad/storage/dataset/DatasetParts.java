package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The parts of a dataset being written, one after the other. Where one ends depends on the texts alone: after the document with which it has a number
 * of bytes of text.
 */
final class DatasetParts implements Closeable {
    private final DatasetOutputs outputs;
    private final IntFunction<String> names;
    private final PartFormat format;
    private final SharedColumns shared;
    private final long textBytesMax;
    private final List<Receipt.PublishedFile> files = new ArrayList<>();
    private Optional<Open> open = Optional.empty();

    /** The part being written. */
    private static final class Open {
        private final PublishedOutput out;
        private final PartFormat.Part part;
        private long documents;
        private long textBytes;

        Open(PublishedOutput out, PartFormat.Part part) {
            this.out = out;
            this.part = part;
        }
    }

    DatasetParts(
            DatasetOutputs outputs,
            IntFunction<String> names,
            PartFormat format,
            SharedColumns shared,
            long textBytesMax) {
        this.outputs = outputs;
        this.names = names;
        this.format = format;
        this.shared = shared;
        this.textBytesMax = textBytesMax;
    }

    void add(SilverLine line) throws IOException {
        Open current = open.isPresent() ? open.get() : begin();
        current.part.add(line);
        current.documents++;
        current.textBytes += line.textBytes();
        if (current.textBytes >= textBytesMax) {
            end(current);
        }
    }

    /** Ends the last part; all parts are durable, under names that are not. There may be none. */
    List<Receipt.PublishedFile> end() throws IOException {
        if (open.isPresent()) {
            end(open.get());
        }
        return List.copyOf(files);
    }

    /** The same, but there is at least one part, if need be without documents. */
    List<Receipt.PublishedFile> endWithOne() throws IOException {
        if (open.isEmpty() && files.isEmpty()) {
            begin();
        }
        return end();
    }

    private Open begin() throws IOException {
        if (files.size() == DatasetNames.PARTS_MAX) {
            throw new IOException(outputs.where() + ": the dataset needs more than " + DatasetNames.PARTS_MAX
                    + " parts of " + textBytesMax + " bytes of text, kept or rejected");
        }
        PublishedOutput out = open(names.apply(files.size()));
        try {
            Open begun = new Open(out, format.begin(out, shared));
            open = Optional.of(begun);
            return begun;
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    private PublishedOutput open(String name) throws IOException {
        return new PublishedOutput(name, outputs.create(name));
    }

    private void end(Open current) throws IOException {
        current.part.end();
        files.add(current.out.seal(current.documents));
        close();
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            Open current = open.get();
            open = Optional.empty();
            try (current.out) {
                current.part.close();
            }
        }
    }
}
