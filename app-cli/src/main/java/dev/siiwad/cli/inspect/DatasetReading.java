package dev.siiwad.cli.inspect;

import dev.siiwad.cli.storage.Directories;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the documents of a dataset, wherever it is kept: part by part, those of a bucket by a copy of one part in the temporary directory of this machine. */
public record DatasetReading(Datasets datasets, Directories directories) {
    /** In the order in which they were published. */
    public void of(Dataset dataset, Consumer<SilverRecord> records) throws IOException {
        for (Receipt.PublishedFile file : dataset.files()) {
            Optional<PartFormat> format = PartFormats.ofPart(file.name());
            if (format.isPresent()) {
                read(dataset, file.name(), format.get(), records);
            }
        }
    }

    /** Those that were dropped, in the order in which they were read, where they were kept. */
    void rejectsOf(Dataset dataset, Consumer<SilverRecord> records) throws IOException {
        for (Receipt.PublishedFile file : dataset.files()) {
            if (PartFormats.isRejects(file.name())) {
                read(dataset, file.name(), PartFormats.of(DatasetFormat.JSON_LINES), records);
            }
        }
    }

    private void read(Dataset dataset, String name, PartFormat format, Consumer<SilverRecord> records)
            throws IOException {
        if (directories.bucket().isEmpty()) {
            Path day = directories.silver().resolve(Layout.dataset(dataset.source(), dataset.day()));
            format.readRecords(day.resolve(name), records);
            return;
        }
        Path copy = Files.createTempFile("siiwad-inspect-", format.suffix());
        try {
            try (InputStream in = datasets.open(dataset.source(), Layout.day(dataset.day()) + "/" + name);
                    OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            format.readRecords(copy, records);
        } finally {
            Files.delete(copy);
        }
    }
}
