package dev.siiwad.storage.dataset;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code <run_id>-receipt.json} says: indented JSON, to be read by people too.
 *
 * @param programVersion of the program that published
 * @param whole whether all of the source was read, from its first document to its end; in receipts of earlier versions, which do not say, whether it was
 *     read from its first document
 * @param info what all documents share; empty in receipts of earlier versions
 * @param relations none in receipts of earlier versions
 * @param setAside none in receipts of earlier versions, which have no such member
 * @param origin what it was made from; nothing is known of it in receipts of earlier versions, or of some only the addresses
 * @param outputDigest of the counted segments, as the checkpoint had it
 */
public record StoredReceipt(
        String runId,
        String source,
        String snapshot,
        SortedMap<String, String> settings,
        Optional<SourceInfo> info,
        Relations relations,
        String programVersion,
        Instant started,
        boolean whole,
        long firstIndex,
        long lastIndex,
        long read,
        long kept,
        SortedMap<String, Long> dropped,
        long quarantined,
        Receipt.SetAside setAside,
        Origin origin,
        List<Receipt.Range> ranges,
        String outputDigest,
        List<Receipt.PublishedFile> files) {
    public StoredReceipt {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
        ranges = List.copyOf(ranges);
        files = List.copyOf(files);
    }

    public static StoredReceipt of(Receipt receipt, String programVersion) {
        Checkpoint checkpoint = receipt.checkpoint();
        Tally tally = receipt.tally();
        return new StoredReceipt(
                checkpoint.runId().value(),
                checkpoint.source().value(),
                checkpoint.snapshot(),
                checkpoint.settings().values(),
                Optional.of(receipt.info()),
                receipt.relations(),
                programVersion,
                checkpoint.started(),
                checkpoint.whole(),
                checkpoint.firstIndex(),
                checkpoint.lastIndex(),
                tally.read(),
                tally.kept(),
                tally.dropped(),
                tally.quarantined(),
                receipt.setAside(),
                receipt.origin(),
                receipt.ranges(),
                checkpoint.outputDigest().value(),
                receipt.files());
    }

    /**
     * Reads a receipt.
     *
     * @param file for messages
     * @throws IOException naming the file, and the member that is missing or cannot be, or saying that it was changed
     */
    public static StoredReceipt read(String file, byte[] json) throws IOException {
        return ReceiptJson.read(file, json);
    }

    /** Whether these bytes are a receipt that vouches for just these files, whichever attempt made it. */
    public static boolean vouchesFor(List<Receipt.PublishedFile> files, byte[] json) {
        try {
            return read("", json).files().equals(files);
        } catch (IOException notOne) {
            return false;
        }
    }

    /**
     * Requires that it is of the source and the run that its place names.
     *
     * @param ofSource empty where the place does not tell
     * @param name of the file that it was read from
     * @throws IllegalArgumentException with both values
     */
    void requirePlace(Optional<SourceId> ofSource, String name) {
        if (ofSource.isPresent() && !source.equals(ofSource.get().value())) {
            throw new IllegalArgumentException("source is " + source + "; it lies in " + Layout.source(ofSource.get()));
        }
        if (!name.equals(runId + DatasetNames.RECEIPT_ENDING)) {
            throw new IllegalArgumentException(
                    "run_id is " + runId + "; expected the run that the file is named after");
        }
    }

    /**
     * The dataset that it describes.
     *
     * @param path of the receipt, for people
     * @param digest of its bytes
     * @param problems what is wrong with its files
     * @throws IllegalArgumentException if run or source could not be the name of a file
     */
    public Dataset dataset(LocalDate day, String path, String digest, List<String> problems) {
        return new Dataset(
                new SourceId(source),
                new RunId(runId),
                day,
                started,
                snapshot,
                new Settings(settings),
                programVersion,
                firstIndex,
                lastIndex,
                new Tally(kept, quarantined, dropped),
                setAside.count(),
                whole,
                info,
                relations,
                files,
                path,
                digest,
                problems);
    }

    /** Whether the run kept what it dropped. */
    boolean keepsRejects() {
        return new Settings(settings).keepsRejects();
    }

    /** Its bytes as they are stored. */
    public byte[] json() {
        return ReceiptJson.write(this);
    }

    /** How many documents were dropped, for any reason. */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
