package dev.siiwad.source.files;

import dev.siiwad.source.proved.PlainFile;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Files that the user has given, for somebody who wants to see their first documents: read only as far as these go, and so not proved.
 *
 * @param paths by the names of their shards
 */
record UnprovedShards(Map<String, Path> paths) implements Shards {
    @Override
    public boolean isHere(Shard shard) {
        return true;
    }

    @Override
    public SeekableBytes open(Shard shard, boolean partlyRead) throws IOException {
        return PlainFile.open(shard.path(), paths.get(shard.path()));
    }

    @Override
    public boolean isProved(Shard shard) {
        return true;
    }

    @Override
    public void fetchAhead(Shard shard) {
        // Is here.
    }

    @Override
    public void release(Shard shard) {
        // Nothing is kept of it.
    }

    @Override
    public void distrust(Shard shard, IOException failure) {
        // Nothing is kept of it.
    }

    @Override
    public void close() {
        // Nothing is in flight.
    }
}
