package dev.siiwad.source.proved;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that was proved whole once, and each MiB of which is proved again when it is read. It is read at any place, by any thread; the blocks last read are
 * kept, {@value #BLOCKS_KEPT} unless told otherwise. Whoever opened it closes it.
 */
public final class ProvedFile implements SeekableBytes {
    private static final int BLOCKS_KEPT = 4;

    private final String name;
    private final FileChannel channel;
    private final BlockDigests digests;
    private final Map<Long, byte[]> blocks;
    private final Optional<Path> beside;

    private ProvedFile(String name, FileChannel channel, BlockDigests digests, int blocksKept, Optional<Path> beside) {
        this.beside = beside;
        this.name = name;
        this.channel = channel;
        this.digests = digests;
        this.blocks = new LinkedHashMap<>(blocksKept, 1, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return size() > blocksKept;
            }
        };
    }

    /** @param name for messages */
    public static ProvedFile open(String name, Path file, BlockDigests digests) throws IOException {
        return open(name, file, digests, BLOCKS_KEPT);
    }

    /** @param beside where to keep what is learnt of it */
    public static ProvedFile open(String name, Path file, BlockDigests digests, Path beside) throws IOException {
        return open(name, file, digests, beside, BLOCKS_KEPT);
    }

    /**
     * @param beside where to keep what is learnt of it
     * @param blocksKept as many as are read at the same time
     */
    public static ProvedFile open(String name, Path file, BlockDigests digests, Path beside, int blocksKept)
            throws IOException {
        return new ProvedFile(name, FileChannel.open(file), digests, blocksKept, Optional.of(beside));
    }

    /** @param blocksKept as many as are read at the same time */
    public static ProvedFile open(String name, Path file, BlockDigests digests, int blocksKept) throws IOException {
        return new ProvedFile(name, FileChannel.open(file), digests, blocksKept, Optional.empty());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return digests.bytes();
    }

    @Override
    public Optional<Sidecar> sidecar() {
        return beside.map(path -> new Sidecar(path, digests.digest()));
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        int count = read(bytes, 0, length, from);
        if (count < length) {
            throw new EOFException("[" + name + "] ends at byte " + length() + "; asked for " + length + " bytes from "
                    + from + " on");
        }
        return bytes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DamagedBlockException if they are not what they were when the file was proved
     */
    @Override
    public int read(byte[] into, int start, int length, long at) throws IOException {
        int count = (int) Math.max(0, Math.min(length, length() - at));
        for (int done = 0; done < count; ) {
            long place = at + done;
            byte[] block = block(place / BlockDigests.BLOCK_BYTES);
            int within = (int) (place % BlockDigests.BLOCK_BYTES);
            int part = Math.min(count - done, block.length - within);
            System.arraycopy(block, within, into, start + done, part);
            done += part;
        }
        return count;
    }

    private byte[] block(long number) throws IOException {
        synchronized (blocks) {
            byte[] block = blocks.get(number);
            if (block == null) {
                block = proved(number);
                blocks.put(number, block);
            }
            return block;
        }
    }

    private byte[] proved(long number) throws IOException {
        long first = number * BlockDigests.BLOCK_BYTES;
        int length = (int) Math.min(BlockDigests.BLOCK_BYTES, length() - first);
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining() && channel.read(block, first + block.position()) > 0) {
            // A channel may give less than is asked for.
        }
        if (block.hasRemaining() || !digests.prove(number, block.array())) {
            throw new DamagedBlockException("[" + name + "] has changed on the disk since it was proved: its bytes "
                    + first + " to " + (first + length - 1) + " are others now");
        }
        return block.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
