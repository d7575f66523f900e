package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Tally;
import dev.siiwad.storage.dataset.DatasetNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a completed run came to, in a few lines. */
public final class Results {
    private Results() {}

    public static List<String> of(Receipt receipt, boolean signed) {
        Tally tally = receipt.tally();
        long dropped = tally.read() - tally.kept() - tally.quarantined();
        String reasons = tally.dropped().entrySet().stream()
                .map(reason -> reason.getKey() + " " + number(reason.getValue()))
                .collect(Collectors.joining(", ", "  (", ")"));
        String directory = receipt.directory();
        DatasetNames names = new DatasetNames(receipt.checkpoint().runId());
        String proof = directory + "/" + names.receipt();
        List<Receipt.PublishedFile> rejects = receipt.files().stream()
                .filter(file -> DatasetNames.isRejects(file.name()))
                .toList();
        String quarantine = directory + "/" + names.quarantine();
        return List.of(
                "Read:        " + Counted.of(tally.read(), "document"),
                "Kept:        " + number(tally.kept()),
                "Dropped:     " + number(dropped) + (dropped == 0 ? "" : reasons)
                        + (rejects.isEmpty()
                                ? ""
                                : "  (" + directory + "/" + rejects.get(0).name() + ")"),
                "Quarantined: " + number(tally.quarantined())
                        + (tally.quarantined() == 0 ? "" : "  (" + quarantine + ")"),
                "Dataset:     " + directory,
                "Receipt:     " + proof + (signed ? ", signed (" + names.signature() + ")" : ""));
    }

    /** What a dataset lacks, for a warning. */
    static String missing(Receipt.SetAside setAside) {
        long count = setAside.count();
        return (count == 1 ? "1 unit was" : number(count) + " units were")
                + " broken for good and set aside; the receipt names " + (count == 1 ? "it" : "them");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
