package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.silver.Helpers;
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
 * The parts of a dataset being written, one after the other. In which of them a document is depends on the texts alone: on how many bytes of text are before it. So a text longer
 * than a part leaves out numbers.
 */
final class DatasetParts implements Closeable {
    private final DatasetOutputs outputs;
    private final IntFunction<String> names;
    private final PartFormat format;
    private final SharedColumns shared;
    private final long partTextBytes;
    private final Helpers helpers;
    private final List<Receipt.PublishedFile> files = new ArrayList<>();
    private Optional<PartFile> open = Optional.empty();
    private long openNumber;
    private long textBytes;

    DatasetParts(
            DatasetOutputs outputs,
            IntFunction<String> names,
            PartFormat format,
            SharedColumns shared,
            long partTextBytes,
            Helpers helpers) {
        this.outputs = outputs;
        this.names = names;
        this.format = format;
        this.shared = shared;
        this.partTextBytes = partTextBytes;
        this.helpers = helpers;
    }

    void add(SilverLine line) throws IOException {
        long number = textBytes / partTextBytes;
        if (open.isPresent() && openNumber != number) {
            end(open.get());
        }
        PartFile current = open.isPresent() ? open.get() : begin(number);
        current.add(line);
        textBytes += line.textBytes();
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
            begin(0);
        }
        return end();
    }

    private PartFile begin(long number) throws IOException {
        requireNamed(number, outputs, partTextBytes);
        openNumber = number;
        open = Optional.of(new PartFile(outputs, names.apply((int) number), format, shared, helpers));
        return open.get();
    }

    /** @throws IOException if there are not so many names */
    static void requireNamed(long number, DatasetOutputs outputs, long partTextBytes) throws IOException {
        if (number >= DatasetNames.PARTS_MAX) {
            throw new IOException(outputs.where() + ": the dataset needs more than " + DatasetNames.PARTS_MAX
                    + " parts of " + partTextBytes + " bytes of text, kept or rejected");
        }
    }

    private void end(PartFile current) throws IOException {
        files.add(current.end());
        close();
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            PartFile current = open.get();
            open = Optional.empty();
            current.close();
        }
    }
}
