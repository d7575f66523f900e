package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.rows.SeekableBytes;
import java.io.IOException;
import java.util.function.Function;

/** A file on the Hub that is read in pieces, by HTTP Range. */
final class RemoteBytes implements SeekableBytes {
    private final String name;
    private final RemoteFile file;
    private final Function<HttpStatusException, IOException> explain;

    /**
     * @param name what the file is called in messages, whatever mirror it comes from
     * @param explain says what a refusal means
     */
    RemoteBytes(String name, RemoteFile file, Function<HttpStatusException, IOException> explain) {
        this.name = name;
        this.file = file;
        this.explain = explain;
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
        try {
            return file.read(from, count);
        } catch (HttpStatusException e) {
            throw explain.apply(e);
        }
    }

    @Override
    public void close() {
        // Nothing stays open between two requests.
    }
}
