package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.ShardFormat;
import dev.siiwad.source.rows.Shards;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one commit on the Hub, brought into a cache directory one after the other: the one being read, and the next one on its way, in a thread
 * of its own. What vanishes from the cache is brought again.
 */
final class CachedShards implements Shards {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final long STOP_MS_MAX = 10_000;

    private final FileServer files;
    private final Path directory;
    private final boolean keepRaw;
    private final Download download;
    private Optional<Fetch> underWay = Optional.empty();

    /** A download in another thread. */
    private record Fetch(Shard shard, FutureTask<Void> work, Thread thread) {}

    CachedShards(FileServer files, Download download, Path directory, boolean keepRaw) {
        this.files = files;
        this.directory = directory;
        this.keepRaw = keepRaw;
        this.download = download;
    }

    @Override
    public boolean isHere(Shard shard) throws IOException {
        return shard.format() != ShardFormat.PARQUET && cached(shard).isHere();
    }

    @Override
    public boolean isProved(Shard shard) throws IOException {
        return shard.checksum().isPresent() && isHere(shard);
    }

    @Override
    public SeekableBytes open(Shard shard, boolean partlyRead) throws IOException {
        if (shard.format() == ShardFormat.PARQUET) {
            return new RemoteBytes(shard, files);
        }
        if (underWay.isPresent()) {
            awaitOrStop(shard, underWay.get());
        }
        CachedFile file = cached(shard);
        fetch(shard, file, partlyRead);
        return file.open(shard.path());
    }

    /** A fetch ahead that failed is not an error yet: whoever needs the file tries for itself, and says what is wrong. */
    private void awaitOrStop(Shard wanted, Fetch fetch) throws IOException {
        underWay = Optional.empty();
        if (!fetch.shard().equals(wanted)) {
            stop(fetch);
            return;
        }
        try {
            fetch.work().get();
        } catch (ExecutionException failed) {
            stop(fetch);
        } catch (InterruptedException e) {
            throw interrupted(wanted);
        }
    }

    private void fetch(Shard shard, CachedFile file, boolean partlyRead) throws IOException {
        files.ask(shard, () -> {
            file.fetch(download, files.request(shard), partlyRead);
            return shard;
        });
    }

    @Override
    public void fetchAhead(Shard shard) throws IOException {
        if (underWay.isEmpty() && shard.format() != ShardFormat.PARQUET && !isHere(shard)) {
            FutureTask<Void> work = new FutureTask<>(() -> {
                fetch(shard, cached(shard), false);
                return null;
            });
            Thread thread = new Thread(work, "fetch-ahead");
            thread.setDaemon(true);
            underWay = Optional.of(new Fetch(shard, work, thread));
            thread.start();
        }
    }

    @Override
    public void stopAhead() throws IOException {
        close();
    }

    @Override
    public void release(Shard shard) throws IOException {
        if (keepRaw || shard.format() == ShardFormat.PARQUET) {
            return;
        }
        cached(shard).remove();
        Path parent = former(shard).getParent();
        while (!parent.equals(directory.getParent()) && deleteIfEmpty(parent)) {
            parent = parent.getParent();
        }
    }

    private static boolean deleteIfEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            Files.delete(directory);
            return true;
        } catch (DirectoryNotEmptyException inUse) {
            return false;
        }
    }

    @Override
    public void distrust(Shard shard, IOException failure) throws IOException {
        cached(shard).remove();
    }

    /**
     * Removes what earlier attempts and runs have left: shards that have been read, and those of other commits, as far as they have names that this program
     * gives. What else lies there stays, and the log says so: also what earlier versions left, which had the names that files have upstream.
     */
    void sweep(List<Shard> read) throws IOException {
        if (keepRaw || !Files.isDirectory(directory.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Shard shard : read) {
            release(shard);
        }
        List<Path> others;
        try (Stream<Path> commits = Files.list(directory.getParent())) {
            others = commits.filter(path -> path.getFileName().toString().matches("[0-9a-f]{40}"))
                    .filter(path -> !path.equals(directory))
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path other : others) {
            removeOwn(other);
        }
    }

    private static void removeOwn(Path commit) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(commit)) {
            all = files.toList();
        }
        for (Path file : all) {
            if (OwnFile.isOne(file.getFileName().toString())) {
                OwnFile.discard(file);
            }
        }
        if (!deleteIfEmpty(commit)) {
            LOG.info("Left alone, because this program does not know what is in it: {}", commit);
        }
    }

    @Override
    public void close() throws IOException {
        if (underWay.isPresent()) {
            stop(underWay.get());
            underWay = Optional.empty();
        }
    }

    private void stop(Fetch fetch) throws InterruptedIOException {
        fetch.work().cancel(true);
        download.stop(files.request(fetch.shard()));
        try {
            fetch.thread().join(STOP_MS_MAX);
        } catch (InterruptedException e) {
            throw interrupted(fetch.shard());
        }
    }

    private static InterruptedIOException interrupted(Shard shard) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(shard.path() + ": stopped on request");
    }

    private CachedFile cached(Shard shard) {
        Expected expected = new Expected(OptionalLong.of(shard.bytes()), shard.checksum());
        return new CachedFile(directory, shard.path(), expected, former(shard));
    }

    /** Where earlier versions kept it. */
    private Path former(Shard shard) {
        return directory.resolve(shard.path());
    }
}
