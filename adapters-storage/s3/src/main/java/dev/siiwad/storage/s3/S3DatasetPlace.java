package dev.siiwad.storage.s3;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetPlace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Published datasets as objects {@code <prefix>/processed/silver/…}. Nobody can be kept out; before anything of a source is changed, its fence is asked.
 */
final class S3DatasetPlace implements DatasetPlace {
    private static final String SILVER = Layout.SILVER + "/";

    private final Bucket bucket;
    private final Function<SourceId, Fence> fences;

    S3DatasetPlace(Bucket bucket, Function<SourceId, Fence> fences) {
        this.bucket = bucket;
        this.fences = fences;
    }

    @Override
    public String where(String path) {
        return bucket.url(path.isEmpty() ? Layout.SILVER : SILVER + path);
    }

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public List<String> directories(String path) throws IOException {
        return bucket.directories(below(path));
    }

    @Override
    public SortedMap<String, Long> files(String path) throws IOException {
        String below = below(path);
        SortedMap<String, Long> lengths = new TreeMap<>();
        for (Bucket.Listed object : bucket.listAll(below)) {
            String name = object.path().substring(below.length());
            if (!name.contains("/")) {
                lengths.put(name, object.bytes());
            }
        }
        return lengths;
    }

    @Override
    public boolean exists(String path) throws IOException {
        return bucket.length(SILVER + path).isPresent();
    }

    /** A copy of the object, on this machine until it is closed. */
    @Override
    public InputStream open(String path) throws IOException {
        Spool spool = Spool.nameless();
        if (!bucket.fetch(SILVER + path, spool)) {
            spool.close();
            throw new NoSuchFileException(bucket.url(SILVER + path));
        }
        return new FilterInputStream(spool.content()) {
            @Override
            public void close() throws IOException {
                spool.close();
            }
        };
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        requireHeld(path);
        bucket.put(SILVER + path, Body.of(bytes));
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        requireHeld(paths.get(0));
        bucket.delete(paths.stream().map(path -> SILVER + path).toList());
    }

    @Override
    public void alone(Action action) throws IOException {
        action.run();
    }

    private void requireHeld(String path) throws IOException {
        int slash = path.indexOf('/');
        Optional<SourceId> source = slash < 0 ? Optional.empty() : Layout.sourceNamed(path.substring(0, slash));
        if (source.isPresent()) {
            fences.apply(source.get()).requireHeld();
        }
    }

    private static String below(String path) {
        return path.isEmpty() ? SILVER : SILVER + path + "/";
    }
}
