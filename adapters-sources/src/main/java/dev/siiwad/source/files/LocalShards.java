package dev.siiwad.source.files;

import dev.siiwad.source.pinned.ProvedFiles;
import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.Shards;
import java.io.IOException;

/** Files that the user has given: all here, and left as they are. */
final class LocalShards implements Shards {
    private final ProvedFiles files;

    LocalShards(ProvedFiles files) {
        this.files = files;
    }

    @Override
    public boolean isHere(Shard shard) {
        return true;
    }

    @Override
    public SeekableBytes open(Shard shard, boolean partlyRead) throws IOException {
        return files.open(shard.path(), partlyRead);
    }

    @Override
    public boolean isProved(Shard shard) {
        return false;
    }

    @Override
    public void fetchAhead(Shard shard) {
        // Is here.
    }

    @Override
    public void release(Shard shard) throws IOException {
        files.forget(shard.path());
    }

    @Override
    public void distrust(Shard shard, IOException failure) throws IOException {
        if (failure instanceof DamagedBlockException) {
            throw files.changed(failure.getMessage());
        }
    }

    @Override
    public void close() {
        // Nothing is in flight.
    }
}
