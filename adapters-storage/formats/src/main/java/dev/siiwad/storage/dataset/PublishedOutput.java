package dev.siiwad.storage.dataset;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** A file of a dataset being written: buffered, counted and digested on its way. */
final class PublishedOutput extends OutputStream {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final String name;
    private final DurableOutput out;
    private final MessageDigest sha256 = Sha256.start();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long bytes;

    PublishedOutput(String name, DurableOutput out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
        if (buffered == BUFFER_BYTES) {
            writeBuffer();
        }
        buffer[buffered++] = (byte) single;
    }

    @Override
    public void write(byte[] source, int start, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (buffered == BUFFER_BYTES) {
                writeBuffer();
            }
            int step = Math.min(length - done, BUFFER_BYTES - buffered);
            System.arraycopy(source, start + done, buffer, buffered, step);
            buffered += step;
            done += step;
        }
    }

    /** Makes all of it durable, and says what was written. The name is the business of the caller. */
    Receipt.PublishedFile seal(long documents) throws IOException {
        writeBuffer();
        out.force();
        out.close();
        String digest = Sha256.hex(sha256);
        return new Receipt.PublishedFile(name, documents, bytes, digest);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeBuffer() throws IOException {
        out.write(buffer, 0, buffered);
        sha256.update(buffer, 0, buffered);
        bytes += buffered;
        buffered = 0;
    }
}
