package dev.siiwad.storage.dataset;

import java.io.IOException;
import java.io.OutputStream;

/** A file being written, whose bytes can be made durable. Not buffered. */
public abstract class DurableOutput extends OutputStream {
    /** Makes the bytes written so far durable; the name of the file is the business of whoever created it. */
    public abstract void force() throws IOException;
}
