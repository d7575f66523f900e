package dev.siiwad;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The compression of segments and datasets: machine code, which is unpacked into the temporary directory when it is first needed. */
public final class Compression {
    private static final int CAUSES_MAX = 20;

    private Compression() {}

    /**
     * Loads it. Asked before a run begins, so that a run that could not write a segment claims none.
     *
     * @throws IOException naming the temporary directory and what is wrong there
     */
    public static void load() throws IOException {
        try {
            Native.load();
        } catch (LinkageError e) {
            throw new IOException(
                    System.getProperty("java.io.tmpdir") + ": the zstd library cannot be unpacked there and loaded: "
                            + reason(e),
                    e);
        }
    }

    /** The first line of what the deepest cause says. */
    private static String reason(Throwable e) {
        Throwable deepest = e;
        for (int n = 0; n < CAUSES_MAX && deepest.getCause() != null; n++) {
            deepest = deepest.getCause();
        }
        String text = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
        return text.lines().findFirst().orElse(deepest.toString());
    }
}
