package dev.siiwad.source.packed;

import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** The unpacked bytes of an xz or lz4 file, all of its streams one after the other. They are unpacked from the start of the file on, always. */
final class WholeStream implements Unpacked {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Packing packing;
    private final CountedFile file;
    private final Optional<InputStream> unpacked;
    private long bytesBefore;
    private long bytes;

    /**
     * @param from the start of the file, or its end
     * @throws UnpackingException if the file does not begin as it should
     */
    WholeStream(Packing packing, SeekableBytes bytes, long from) throws IOException {
        this.packing = packing;
        this.file = new CountedFile(new InOrder(bytes, 0));
        try {
            this.unpacked = from == 0
                    ? Optional.of(unpack(packing, new BufferedInputStream(file, BUFFER_BYTES)))
                    : Optional.empty();
        } catch (IOException e) {
            file.close();
            throw explained(e);
        }
    }

    private static InputStream unpack(Packing packing, InputStream in) throws IOException {
        return switch (packing) {
            case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
            case XZ ->
                new XZInputStream(in, (int)
                        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / 1024));
            default -> throw new IllegalArgumentException(packing + " has members or frames");
        };
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (unpacked.isEmpty()) {
            return -1;
        }
        try {
            int count = unpacked.get().read(buffer, 0, buffer.length);
            bytesBefore = bytes;
            bytes += Math.max(0, count);
            return count;
        } catch (IOException e) {
            throw explained(e);
        } catch (RuntimeException e) {
            throw new UnpackingException("the " + packing + " stream is damaged: " + e, e);
        }
    }

    private IOException explained(IOException problem) {
        if (file.failure.isPresent()) {
            return file.failure.get();
        }
        if (problem instanceof MemoryLimitException memory) {
            return new SourceException(
                    "the XZ stream needs " + memory.getMemoryNeeded() + " KiB of memory; at most half of the"
                            + " heap, " + memory.getMemoryLimit() + " KiB, is given to it",
                    problem);
        }
        return new UnpackingException(
                "the " + packing + " stream is damaged or cut short: "
                        + Optional.ofNullable(problem.getMessage()).orElse("it ends too early"),
                problem);
    }

    @Override
    public long memberStart() {
        return 0;
    }

    @Override
    public long bytesBefore() {
        return bytesBefore;
    }

    @Override
    public long bytesRead() {
        return file.offset;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Knows how far it has been read, and which failure was its own. */
    private static final class CountedFile extends FilterInputStream {
        private long offset;
        private Optional<IOException> failure = Optional.empty();

        CountedFile(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            try {
                int count = in.read(buffer, start, length);
                offset += Math.max(count, 0);
                return count;
            } catch (IOException e) {
                failure = Optional.of(e);
                throw e;
            }
        }
    }
}
