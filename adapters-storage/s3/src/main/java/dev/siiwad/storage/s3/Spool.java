package dev.siiwad.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file with what is on its way to the bucket or from it. Its errors are this machine's: trying the bucket again would not help. */
final class Spool extends OutputStream {
    private final Path file;
    private final FileChannel channel;
    private long length;

    private Spool(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A file of this name, empty, that stays. */
    static Spool at(Path file) throws IOException {
        return new Spool(
                file,
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
    }

    /** A file that loses its name as soon as it is open, where the system can do that: then nothing is left of it, however this process ends. */
    static Spool nameless() throws IOException {
        Path file = Files.createTempFile("siiwad-segment-", "");
        return new Spool(
                file,
                FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** The system's refusal, with the file's name and the room that is left. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, IOException cause) {
            super(message, cause);
        }
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, start, length);
        try {
            while (buffer.hasRemaining()) {
                this.length += channel.write(buffer);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    file + ": cannot write " + length + " bytes: " + e.getMessage() + free()
                            + ". Make room there, or give another temporary directory with"
                            + " JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    /** Makes it empty again. */
    void clear() throws IOException {
        channel.truncate(0);
        length = 0;
    }

    long length() {
        return length;
    }

    /** What it holds, from its beginning; it can be read as often as needed, until this is closed. */
    InputStream content() {
        return new InputStream() {
            private long place;

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
            }

            @Override
            public int read(byte[] buffer, int start, int length) throws IOException {
                int step = channel.read(ByteBuffer.wrap(buffer, start, length), place);
                place += Math.max(0, step);
                return step;
            }
        };
    }

    private String free() {
        try {
            return "; its disk has " + Files.getFileStore(file.getParent()).getUsableSpace() + " bytes free";
        } catch (IOException unknown) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
