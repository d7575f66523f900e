package dev.siiwad.source.files;

import dev.siiwad.source.rows.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Files that the user has given: all here, and left as they are. */
final class LocalShards implements Shards {
    private final Map<String, Path> paths;

    LocalShards(Map<String, Path> paths) {
        this.paths = Map.copyOf(paths);
    }

    @Override
    public boolean isHere(Shard shard) {
        return true;
    }

    @Override
    public Path whole(Shard shard) {
        return paths.get(shard.path());
    }

    @Override
    public SeekableBytes pieces(Shard shard) throws IOException {
        return new FileBytes(shard.path(), paths.get(shard.path()));
    }

    @Override
    public void fetchAhead(Shard shard) {
        // Is here.
    }

    @Override
    public void release(Shard shard) {
        // Is the user's.
    }

    @Override
    public void distrust(Shard shard) {
        // Is the user's.
    }

    @Override
    public void close() {
        // Nothing is in flight.
    }
}
