package dev.siiwad.ingest;

import java.io.IOException;
import java.util.List;

/**
 * Segments are damaged, and reading their documents again does not give what was committed: nothing was changed, and the same request will not help. The message names each
 * segment with what is wrong with it, and says what differs.
 */
public final class NotRepairedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NAMED_MAX = 20;

    NotRepairedException(List<String> problems, String reason) {
        super(lines(problems) + "\nReading again does not repair it: " + reason);
    }

    private static String lines(List<String> problems) {
        int left = problems.size() - NAMED_MAX;
        return String.join("\n", problems.subList(0, Math.min(NAMED_MAX, problems.size())))
                + (left > 0 ? "\nand " + left + " more like these" : "");
    }
}
