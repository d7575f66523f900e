package dev.siiwad.source.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Where the files of a snapshot are, and how they are brought here. Used by one thread. */
public interface Shards extends Closeable {
    /** Whether nothing has to be downloaded before the rows of a shard can be read. */
    boolean isHere(Shard shard) throws IOException;

    /** A shard as a whole file on disk, verified; downloads it where it must. */
    Path whole(Shard shard) throws IOException;

    /** A shard in pieces, of which only those asked for are brought here. */
    SeekableBytes pieces(Shard shard) throws IOException;

    /** Begins to bring a shard here while another one is read, if it can be brought whole. */
    void fetchAhead(Shard shard) throws IOException;

    /** All documents of a shard are committed; it will not be asked for again in this run. */
    void release(Shard shard) throws IOException;

    /** A shard could not be read to its end: what is kept of it here may be damaged, and is not used again. */
    void distrust(Shard shard) throws IOException;

    /** Stops downloads in flight. Safe to call twice. */
    @Override
    void close() throws IOException;
}
