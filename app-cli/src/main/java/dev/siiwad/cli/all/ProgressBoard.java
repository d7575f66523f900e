package dev.siiwad.cli.all;

import dev.siiwad.cli.terminal.ProgressLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The one progress line of several sources: each has it in turn. Safe for use by several threads. */
final class ProgressBoard {
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final ProgressLine line;
    private final LongSupplier nanos;
    private final Map<String, String> shown = new TreeMap<>();

    ProgressBoard(ProgressLine line, LongSupplier nanos) {
        this.line = line;
        this.nanos = nanos;
    }

    /** @param text how a source gets on; empty if it shows nothing now */
    synchronized void show(String source, String text) {
        if (text.isEmpty()) {
            over(source);
            return;
        }
        shown.put(source, text);
        if (source.equals(whoseTurn())) {
            line.show(columns -> "[" + source + "] " + text);
        }
    }

    private String whoseTurn() {
        List<String> all = new ArrayList<>(shown.keySet());
        return all.get((int) Math.floorMod(nanos.getAsLong() / TURN_NANOS, (long) all.size()));
    }

    synchronized void over(String source) {
        if (shown.remove(source) != null && shown.isEmpty()) {
            line.clear();
        }
    }
}
