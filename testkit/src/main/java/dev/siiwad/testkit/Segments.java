package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Segments to test with. */
final class Segments {
    static final RunId RUN = new RunId("run-1");
    static final SegmentName NAME = new SegmentName(42, 1);

    private Segments() {}

    /** Of the documents kept. */
    static long textBytes() {
        return "Qoraal \u0000 \u2028 \ud83d\ude00 \ufffd dhammaad".getBytes(StandardCharsets.UTF_8).length;
    }

    /** Two documents with everything awkward, a quarantined one, and one that was dropped, at offsets 100 to 103. */
    static List<Entry> entries() {
        Document odd = Document.of(
                "7",
                "Cinwaan \"xun\"\n",
                "Qoraal \u0000 \u2028 \ud83d\ude00 \ud800 dhammaad",
                "https://tusaale.example/?a=1&b=\u00e9",
                Map.of("n", 3L, "yes", true, "x", 0.1, "whole", 2.0, "s", "ciyaar"));
        Document empty = Document.of("8", "", "", "", Map.of());
        return List.of(
                new Entry.Kept(100, odd),
                new Entry.Quarantined(102, "9", "not JSON", "{\"half\": ", true),
                new Entry.Kept(103, empty));
    }

    /** Seals {@link #entries} under a name. */
    static Segment write(Storage storage, RunId run, SegmentName name) throws IOException {
        try (SegmentWriter writer = storage.segments(Checkpoints.SOURCE).create(run, SegmentStart.of(name, 100))) {
            fill(writer);
            return writer.seal();
        }
    }

    /** Seals them as the first segment of a run. */
    static Segment write(Storage storage, RunId run) throws IOException {
        return write(storage, run, new SegmentName(1, 1));
    }

    static void fill(SegmentWriter writer) throws IOException {
        writer.add(entries().get(0));
        writer.drop("min_length");
        writer.add(entries().get(1));
        writer.add(entries().get(2));
    }
}
