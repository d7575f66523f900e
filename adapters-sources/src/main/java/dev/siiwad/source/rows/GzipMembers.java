package dev.siiwad.source.rows;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The unpacked bytes of a gzip file, member by member (RFC 1952). The JDK's own gzip stream takes the end of a member for the end of the file at
 * times, so it is not used; this one ends only where the file does.
 */
final class GzipMembers implements Unpacked {
    private static final int BUFFER_BYTES = 64 << 10;

    private final CountedFile file;
    private long memberStart;
    private Optional<GzipCompressorInputStream> member = Optional.empty();

    /** @param from where a member begins, or the end of the file */
    GzipMembers(Path path, long from) throws IOException {
        FileChannel channel = FileChannel.open(path);
        channel.position(from);
        this.file = new CountedFile(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES), from);
        this.memberStart = from;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (true) {
            if (member.isEmpty()) {
                if (file.offset > 0 && file.atEnd()) {
                    return -1;
                }
                memberStart = file.offset;
                member = Optional.of(GzipCompressorInputStream.builder()
                        .setInputStream(file)
                        .setDecompressConcatenated(false)
                        .get());
            }
            int count = member.get().read(buffer, 0, buffer.length);
            if (count > 0) {
                return count;
            }
            if (count < 0) {
                member.get().close();
                member = Optional.empty();
            }
        }
    }

    @Override
    public long memberStart() {
        return memberStart;
    }

    @Override
    public long bytesRead() {
        return file.offset;
    }

    @Override
    public void close() throws IOException {
        if (member.isPresent()) {
            member.get().close();
            member = Optional.empty();
        }
        file.closeFile();
    }

    /** Knows how far it has been read, also when it is put back to a mark, and stays open when a member is closed. */
    private static final class CountedFile extends FilterInputStream {
        private long offset;
        private long marked;

        CountedFile(InputStream in, long offset) {
            super(in);
            this.offset = offset;
        }

        boolean atEnd() throws IOException {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        }

        @Override
        public int read() throws IOException {
            int single = in.read();
            offset += single < 0 ? 0 : 1;
            return single;
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            int count = in.read(buffer, start, length);
            offset += Math.max(count, 0);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            offset += skipped;
            return skipped;
        }

        @Override
        public void mark(int limit) {
            marked = offset;
            in.mark(limit);
        }

        @Override
        public void reset() throws IOException {
            in.reset();
            offset = marked;
        }

        @Override
        public void close() {
            // A member is closed before the file is: see closeFile.
        }

        void closeFile() throws IOException {
            in.close();
        }
    }
}
