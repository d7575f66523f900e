package dev.siiwad.cli.terminal;

import dev.siiwad.Compression;
import java.io.IOException;

/** The parts of the program that Java loads when they are first needed, and what is wrong where it cannot. */
public final class Loading {
    private static final int CAUSES_MAX = 20;

    private Loading() {}

    /** Loads the compression of segments before a run begins, or says what it needs. */
    public static void requireCompression() throws IOException {
        try {
            Compression.load();
        } catch (IOException e) {
            String needs = e.getMessage().endsWith("File too large")
                    ? "It needs 1 MB in one file; allow that, as with: ulimit -f unlimited"
                    : "It needs 1 MB, and a file system from which programs may run. Give another directory with"
                            + " JAVA_OPTS=-Djava.io.tmpdir=DIR";
            throw new IOException(e.getMessage() + ". " + needs, e);
        }
    }

    /** Whatever else could not be loaded, at any moment. */
    public static IOException failed(Error e) {
        return new IOException(
                "A part of the program cannot be loaded: " + reason(e) + ". Look at how many files a process may have"
                        + " open (ulimit -n; 256 are enough), and whether the program's own files are all there",
                e);
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
