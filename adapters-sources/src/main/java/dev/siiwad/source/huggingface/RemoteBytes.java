package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.RemoteFile;
import java.io.IOException;

/** A file on the Hub that is read in pieces, by HTTP Range. */
final class RemoteBytes implements SeekableBytes {
    private final String name;
    private final RemoteFile file;

    /** @param name what the file is called in messages, whatever mirror it comes from */
    RemoteBytes(String name, RemoteFile file) {
        this.name = name;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
        return file.read(from, count);
    }

    @Override
    public void close() {
        // Nothing stays open between two requests.
    }
}
