package dev.siiwad;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Source;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import dev.siiwad.words.WordCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What became of the documents that were read for a preview.
 *
 * @param read how many, at most {@value #READ_MAX}
 * @param kept those that were shown
 * @param dropped the others, by reason
 * @param malformed those that cannot be read
 * @param ended whether the source has no more
 */
public record Preview(long read, long kept, SortedMap<String, Long> dropped, long malformed, boolean ended) {
    /** How many documents are read at most, however few of them are kept. */
    public static final long READ_MAX = 10_000;

    /** What stands in the column of the run's id. */
    private static final String RUN = "preview";

    static Preview of(
            Source source,
            Transform transform,
            long wanted,
            LocalDate today,
            BooleanSupplier stopRequested,
            Consumer<String> line)
            throws IOException {
        transform.prepare();
        SharedColumns shared = new SharedColumns(
                source.info(), new Edition(RUN, today.toString(), Version.text(), WordCount.SEGMENTS));
        Counts counts = new Counts();
        try (DocumentReader reader = source.glimpse()) {
            while (counts.kept < wanted && counts.read < READ_MAX && !counts.ended && !stopRequested.getAsBoolean()) {
                counts.step(reader, transform, shared, line);
            }
        }
        return new Preview(counts.read, counts.kept, counts.dropped, counts.malformed, counts.ended);
    }

    private static final class Counts {
        private long read;
        private long kept;
        private long malformed;
        private boolean ended;
        private final SortedMap<String, Long> dropped = new TreeMap<>();

        void step(DocumentReader reader, Transform transform, SharedColumns shared, Consumer<String> line)
                throws IOException {
            try {
                Reading reading = reader.read();
                if (reading instanceof Reading.Read document) {
                    read++;
                    count(transform.apply(document.document()), shared, line);
                }
                ended = reading instanceof Reading.End;
            } catch (MalformedDocumentException e) {
                read++;
                malformed++;
            }
        }

        private void count(Outcome outcome, SharedColumns shared, Consumer<String> line) throws IOException {
            if (outcome instanceof Outcome.Kept document) {
                kept++;
                ByteArrayOutputStream json = new ByteArrayOutputStream();
                SilverLine.of(document.document(), WordCount.SEGMENTS).writeTo(json, shared);
                line.accept(json.toString(StandardCharsets.UTF_8).stripTrailing());
            } else {
                dropped.merge(((Outcome.Dropped) outcome).reason(), 1L, Long::sum);
            }
        }
    }
}
