package dev.siiwad.storage.dataset;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the parts, the rejects and the quarantine of a dataset from its counted segments, wherever they are kept. Public for every publisher. */
public final class DatasetWriter {
    /** How many bytes of text one part has: a document belongs to the part in which its text begins. */
    public static final long PART_TEXT_BYTES = 1024L * 1024 * 1024;

    private final PartFormat format;
    private final Edition edition;
    private final long partTextBytes;

    public DatasetWriter(PartFormat format, Edition edition, long partTextBytes) {
        this.format = format;
        this.edition = edition;
        this.partTextBytes = partTextBytes;
    }

    /**
     * Reads all segments and writes all files; nothing is published by that. Rejected documents are written where the run keeps them, else only counted.
     *
     * @param relations for the receipt
     * @param directory where the dataset will be, for the receipt
     * @throws dev.siiwad.segment.DamagedSegmentException if a segment is not the one that was counted
     */
    public Receipt write(
            CountedSegments counted, SourceInfo info, Relations relations, DatasetOutputs outputs, String directory)
            throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        Optional<PartPlaces> places = counted.places(partTextBytes);
        SharedColumns shared = new SharedColumns(info, edition);
        List<Receipt.PublishedFile> files = places.isPresent() && places.get().count() > 1
                ? atOnce(counted, places.get(), shared, outputs)
                : Helped.run(counted.workers(), helpers -> oneByOne(counted, shared, outputs, helpers));
        return new Receipt(
                checkpoint,
                counted.tally(),
                info,
                relations,
                counted.ranges(),
                counted.setAside(),
                counted.origin(),
                files,
                directory);
    }

    private List<Receipt.PublishedFile> atOnce(
            CountedSegments counted, PartPlaces places, SharedColumns shared, DatasetOutputs outputs)
            throws IOException {
        PartWriter writer = writer(counted, places, shared, outputs);
        DatasetNames names = new DatasetNames(counted.checkpoint().runId());
        Optional<DatasetParts> kept = counted.checkpoint().settings().keepsRejects()
                ? Optional.of(new DatasetParts(
                        outputs, names::rejects, new JsonLinesFormat(), shared, partTextBytes, Helpers.NONE))
                : Optional.empty();
        try (PartsAtOnce parts = new PartsAtOnce(counted, places, writer, outputs, kept)) {
            return parts.write();
        } finally {
            if (kept.isPresent()) {
                kept.get().close();
            }
        }
    }

    private PartWriter writer(CountedSegments counted, PartPlaces places, SharedColumns shared, DatasetOutputs outputs)
            throws IOException {
        DatasetParts.requireNamed(places.count() - 1, outputs, partTextBytes);
        return new PartWriter(
                counted, places, outputs, format, shared, edition.words(), partTextBytes + "\n" + shared.values());
    }

    /**
     * Writes parts that nobody else writes, for another process that publishes them, as long as there are any.
     *
     * @return whether others still write parts
     * @throws dev.siiwad.segment.DamagedSegmentException if a segment is not as it was sealed
     */
    public boolean help(CountedSegments counted, SourceInfo info, DatasetOutputs outputs) throws IOException {
        Optional<PartPlaces> places = counted.places(partTextBytes);
        if (places.isEmpty() || places.get().count() < 2) {
            return false;
        }
        PartWriter writer = writer(counted, places.get(), new SharedColumns(info, edition), outputs);
        return new PartHelp(counted, (int) places.get().count(), writer, outputs).give();
    }

    private List<Receipt.PublishedFile> oneByOne(
            CountedSegments counted, SharedColumns shared, DatasetOutputs outputs, Helpers helpers) throws IOException {
        DatasetNames names = new DatasetNames(counted.checkpoint().runId());
        boolean keepRejects = counted.checkpoint().settings().keepsRejects();
        try (DatasetParts parts = new DatasetParts(
                        outputs, number -> names.part(number, format), format, shared, partTextBytes, helpers);
                DatasetParts rejects = new DatasetParts(
                        outputs, names::rejects, new JsonLinesFormat(), shared, partTextBytes, Helpers.NONE);
                QuarantineFile quarantine = new QuarantineFile(outputs, names.quarantine())) {
            counted.forEach(entry -> {
                try {
                    if (entry instanceof Entry.Kept kept) {
                        parts.add(SilverLine.of(kept, edition.words()));
                    } else if (entry instanceof Entry.Rejected rejected) {
                        if (keepRejects) {
                            rejects.add(SilverLine.rejected(rejected, edition.words()));
                        }
                    } else {
                        quarantine.add((Entry.Quarantined) entry);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            List<Receipt.PublishedFile> files = new ArrayList<>(parts.endWithOne());
            files.addAll(rejects.end());
            quarantine.end().ifPresent(files::add);
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
