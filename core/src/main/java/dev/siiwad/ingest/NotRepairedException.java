package dev.siiwad.ingest;

import java.io.IOException;
import java.util.List;

/**
 * Segments are damaged, and reading their documents again does not give what was committed: nothing was changed, and the same request will not help. The message names each
 * segment with what is wrong with it, and says what differs.
 */
public final class NotRepairedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotRepairedException(List<String> problems, String reason) {
        super(String.join("\n", problems) + "\nReading again does not repair it: " + reason);
    }
}
