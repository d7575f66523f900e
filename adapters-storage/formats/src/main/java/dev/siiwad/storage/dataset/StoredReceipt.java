package dev.siiwad.storage.dataset;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code <run_id>-receipt.json} says: indented JSON, to be read by people too.
 *
 * @param programVersion of the program that published
 * @param setAside none in receipts of earlier versions, which have no such member
 * @param outputDigest of the counted segments, as the checkpoint had it
 */
public record StoredReceipt(
        String runId,
        String source,
        String snapshot,
        SortedMap<String, String> settings,
        String programVersion,
        Instant started,
        long firstIndex,
        long lastIndex,
        long read,
        long kept,
        SortedMap<String, Long> dropped,
        long quarantined,
        Receipt.SetAside setAside,
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
                programVersion,
                checkpoint.started(),
                checkpoint.firstIndex(),
                checkpoint.lastIndex(),
                tally.read(),
                tally.kept(),
                tally.dropped(),
                tally.quarantined(),
                receipt.setAside(),
                receipt.ranges(),
                checkpoint.outputDigest().value(),
                receipt.files());
    }

    /**
     * Reads a receipt.
     *
     * @param file for messages
     * @throws IOException naming the file, and the member that is missing or cannot be
     */
    public static StoredReceipt read(String file, byte[] json) throws IOException {
        return ReceiptJson.read(file, json);
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
