package dev.siiwad.storage.s3;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.CopiedDatasets;
import dev.siiwad.storage.dataset.DatasetNames;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

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

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        return CopiedDatasets.verify(this, source.isPresent() ? List.of(source.get()) : sources());
    }

    private List<SourceId> sources() throws IOException {
        return bucket.directories(Layout.SILVER + "/").stream()
                .flatMap(name -> Layout.sourceNamed(name).stream())
                .toList();
    }

    private static String directory(SourceId source) {
        return Layout.SILVER + "/" + Layout.source(source) + "/";
    }
}
