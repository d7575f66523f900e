package dev.siiwad.storage.s3;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetVerification;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Published datasets as objects {@code <prefix>/processed/silver/source=<SOURCE>/date_accessed=<D>/…}. */
final class S3Datasets implements Datasets {
    private final Bucket bucket;

    S3Datasets(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public String where(SourceId source) {
        return bucket.url(Layout.SILVER + "/" + Layout.source(source));
    }

    @Override
    public List<String> files(SourceId source) throws IOException {
        String directory = directory(source);
        return bucket.listAll(directory).stream()
                .filter(object -> DatasetNames.isPublished(object.name()))
                .map(object -> object.path().substring(directory.length()))
                .filter(Layout::isDay)
                .sorted()
                .toList();
    }

    /** A copy of the object, on this machine until it is closed. */
    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        Spool spool = Spool.nameless();
        if (!bucket.fetch(directory(source) + file, spool)) {
            spool.close();
            throw new NoSuchFileException(bucket.url(directory(source) + file));
        }
        return new FilterInputStream(spool.content()) {
            @Override
            public void close() throws IOException {
                spool.close();
            }
        };
    }

    /** Copies what is published into a temporary directory, and verifies it there. */
    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        Path directory = Files.createTempDirectory("siiwad-verify-");
        try {
            bucket.fetchAll(source.map(S3Datasets::directory).orElse(Layout.SILVER + "/"), directory);
            Verification there = new DatasetVerification().verify(directory).summary();
            return inBucket(there, directory.toString());
        } finally {
            remove(directory);
        }
    }

    /** The same, with the names of objects. */
    private Verification inBucket(Verification copy, String directory) {
        String address = bucket.address().toString();
        return new Verification(
                copy.datasets().stream()
                        .map(dataset -> new Verification.Dataset(
                                dataset.receipt().replace(directory, address),
                                dataset.rows(),
                                dataset.differentIds(),
                                dataset.sound()))
                        .toList(),
                copy.findings().stream()
                        .map(finding -> finding.replace(directory, address))
                        .toList());
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String directory(SourceId source) {
        return Layout.SILVER + "/" + Layout.source(source) + "/";
    }
}
