package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run of documents that has read everything, cut into segments and attempts as a test likes, and what a directory holds. */
final class Published {
    static final SourceInfo LABELS = new SourceInfo("List-Somali", "corpus", "so", "CC0-1.0", "general", "other");
    static final Instant STARTED = Instant.parse("2026-11-01T08:00:00Z");

    private Published() {}

    static SegmentStore memory() {
        return new InMemoryPlace().open(new DurableOperations()).segments(Checkpoints.SOURCE);
    }

    /**
     * Every third document is dropped, every seventh quarantined, the others are kept.
     *
     * @param attempts for each attempt the number of documents in each of its segments
     */
    static Checkpoint run(SegmentStore store, String runId, int[]... attempts) throws IOException {
        Checkpoint checkpoint = Checkpoint.begin(
                new Run(
                        new RunId(runId),
                        Checkpoints.SOURCE,
                        STARTED,
                        0,
                        "list@first",
                        Settings.of(Map.of("config", "so"))),
                Position.START,
                Claim.first(1, Checkpoints.OWNER));
        for (int attempt = 1; attempt <= attempts.length; attempt++) {
            if (attempt > 1) {
                checkpoint = checkpoint.claimedBy(Checkpoints.OWNER, attempt, STARTED.plusSeconds(attempt));
            }
            for (int documents : attempts[attempt - 1]) {
                checkpoint = segment(store, checkpoint, documents);
            }
        }
        return checkpoint.exhausted(STARTED.plusSeconds(99));
    }

    private static Checkpoint segment(SegmentStore store, Checkpoint checkpoint, int documents) throws IOException {
        long offset = checkpoint.lastIndex();
        try (SegmentWriter writer = store.create(checkpoint.runId(), checkpoint.nextStart())) {
            for (int i = 0; i < documents; i++, offset++) {
                if (offset % 3 == 2) {
                    writer.drop("min_length");
                } else if (offset % 7 == 6) {
                    writer.add(new Entry.Quarantined(offset, "" + offset, "malformed \"on purpose\"", "\u00e9"));
                } else {
                    writer.add(new Entry.Kept(offset, document(offset)));
                }
            }
            return checkpoint.plus(writer.seal(), new Position("line=" + offset), STARTED.plusSeconds(offset));
        }
    }

    private static Document document(long offset) {
        return Document.of(
                "" + offset,
                "Cinwaan " + offset,
                "Qoraalka " + offset + " waa mid ku filan in la hayo.",
                "https://tusaale.example/" + offset,
                Map.of("page_id", offset));
    }

    /** The name of the directory in which the first attempt collects what it publishes. */
    static String unfinished(String runId) {
        return new DatasetNames(new RunId(runId)).unfinished(Claim.first(1, Checkpoints.OWNER));
    }

    /** Every file below a directory with its content, one character for each byte. */
    static SortedMap<String, String> files(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
