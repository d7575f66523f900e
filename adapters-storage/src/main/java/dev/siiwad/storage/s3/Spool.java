package dev.siiwad.storage.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file with what is on its way to the bucket or from it. Its trouble is this machine's: trying the bucket again would not help. */
final class Spool extends OutputStream {
    private final Path file;
    private final OutputStream out;

    Spool(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file);
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
        try {
            out.write(bytes, start, length);
        } catch (IOException e) {
            throw new RefusedException(
                    file + ": cannot write " + length + " bytes: " + e.getMessage() + free()
                            + ". Make room there, or give another temporary directory with"
                            + " JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private String free() {
        try {
            return "; its disk has " + Files.getFileStore(file).getUsableSpace() + " bytes free";
        } catch (IOException unknown) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
