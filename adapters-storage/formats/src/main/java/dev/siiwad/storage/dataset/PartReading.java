package dev.siiwad.storage.dataset;

import dev.siiwad.publish.DamagedDatasetException;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the documents of a part once its bytes have proved to be those of the receipt; where parts are not files of this machine, a copy in its temporary directory. */
final class PartReading {
    private final DatasetPlace place;
    private final String path;
    private final Receipt.PublishedFile part;
    private final PartFormat format;

    PartReading(DatasetPlace place, Dataset dataset, Receipt.PublishedFile part) {
        this.place = place;
        this.path = Layout.dataset(dataset.source(), dataset.day()) + "/" + part.name();
        this.part = part;
        this.format = PartFormats.ofPart(part.name())
                .orElseThrow(() -> new IllegalArgumentException(part.name() + " is not a part of a dataset"));
    }

    void read(Datasets.Texts texts) throws IOException {
        if (place.directory().isPresent()) {
            read(place.directory().get().resolve(path), texts);
            return;
        }
        Path copy = Files.createTempFile("siiwad-part-", format.suffix());
        try {
            try (InputStream in = place.open(path);
                    OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            read(copy, texts);
        } finally {
            Files.delete(copy);
        }
    }

    private void read(Path file, Datasets.Texts texts) throws IOException {
        requireSame(file);
        long[] rows = {0};
        boolean[] ended = {true};
        format.readTexts(file, text -> {
            rows[0]++;
            ended[0] = texts.take(text);
            return ended[0];
        });
        if (ended[0] && rows[0] != part.documents()) {
            throw new DamagedDatasetException(
                    place.where(path) + ": has " + rows[0] + " documents; its receipt says " + part.documents());
        }
    }

    private void requireSame(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(place.where(path) + ": is missing");
        }
        String sha256 = PublishedFiles.sha256(file);
        if (!sha256.equals(part.sha256())) {
            throw new DamagedDatasetException(place.where(path) + ": has " + Files.size(file) + " bytes with sha256 "
                    + sha256 + "; its receipt says " + part.bytes() + " bytes with sha256 " + part.sha256());
        }
    }
}
