package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.Closeable;
import java.io.IOException;

/** Where the files of a snapshot are, and how they are brought here. Used by one thread. */
public interface Shards extends Closeable {
    /** Whether nothing has to be downloaded before the rows of a shard can be read. */
    boolean isHere(Shard shard) throws IOException;

    /**
     * The bytes of a shard, proved before they are given. Downloads it where it must, whole, or of a Parquet file only the pieces that are asked for.
     *
     * @param partlyRead whether documents of it have been committed already
     * @throws SuspectFileException if those may have come out of other bytes; what is here is left as it is
     */
    SeekableBytes open(Shard shard, boolean partlyRead) throws IOException;

    /** Whether a shard is here and known to be what was published, byte for byte, so that to bring it again would bring the same. */
    boolean isProved(Shard shard) throws IOException;

    /** Begins to bring a shard here while another one is read, if it can be brought whole. */
    void fetchAhead(Shard shard) throws IOException;

    /** Stops to bring one ahead; what has arrived stays. */
    default void stopAhead() throws IOException {}

    /** All documents of a shard are committed; it will not be asked for again in this run. */
    void release(Shard shard) throws IOException;

    /**
     * A shard could not be read to its end: what is kept of it here may be damaged, and is not used again.
     *
     * @throws IOException also if what is here is damaged and there is nowhere to bring it from; with what helps
     */
    void distrust(Shard shard, IOException failure) throws IOException;

    /** Stops downloads in flight. Safe to call twice. */
    @Override
    void close() throws IOException;
}
