package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.NoRangesException;
import dev.siiwad.source.proved.InPieces;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.ShardFormat;
import dev.siiwad.source.rows.Shards;
import java.io.IOException;

/**
 * The files of a snapshot for somebody who wants to see the first documents: brought in pieces, as far as they are read, and proved by nothing but their lengths. From a
 * server that gives no parts of files, they come whole.
 */
final class FirstPieces implements Shards {
    private final FileServer files;
    private final Shards whole;

    /** @param whole where files come from otherwise; closed with this */
    FirstPieces(FileServer files, Shards whole) {
        this.files = files;
        this.whole = whole;
    }

    @Override
    public boolean isHere(Shard shard) {
        return true;
    }

    @Override
    public SeekableBytes open(Shard shard, boolean partlyRead) throws IOException {
        if (shard.format() == ShardFormat.PARQUET) {
            return whole.open(shard, partlyRead);
        }
        InPieces pieces = new InPieces(new RemoteBytes(shard, files));
        try {
            pieces.read(0, 1);
            return pieces;
        } catch (NoRangesException onlyWhole) {
            return whole.open(shard, partlyRead);
        }
    }

    @Override
    public boolean isProved(Shard shard) {
        return true;
    }

    @Override
    public void fetchAhead(Shard shard) {
        // What is asked for may end with this shard.
    }

    @Override
    public void release(Shard shard) throws IOException {
        whole.release(shard);
    }

    @Override
    public void distrust(Shard shard, IOException failure) throws IOException {
        whole.distrust(shard, failure);
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
