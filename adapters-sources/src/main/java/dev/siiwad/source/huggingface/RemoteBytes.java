package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;

/** A file on the Hub that is read in pieces, by HTTP Range. In messages it is called by its path, whatever mirror it comes from. */
final class RemoteBytes implements SeekableBytes {
    private final Shard shard;
    private final FileServer files;
    private final RemoteFile file;

    RemoteBytes(Shard shard, FileServer files) {
        this.shard = shard;
        this.files = files;
        this.file = files.remote(shard);
    }

    @Override
    public String name() {
        return shard.path();
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
        return files.ask(shard, () -> file.read(from, count));
    }

    @Override
    public void close() {
        // Nothing stays open between two requests.
    }
}
