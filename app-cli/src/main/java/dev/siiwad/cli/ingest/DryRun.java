package dev.siiwad.cli.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.Ingestion;
import dev.siiwad.Outlook;
import dev.siiwad.cli.terminal.ByteSize;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.source.Input;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run would read, how much of it there is and what it takes, in words and as JSON. */
record DryRun(Outlook outlook, Optional<News> news) {
    private static final int FILES_SHOWN_MAX = 20;
    private static final int CENTS = 2;

    static DryRun of(Ingestion ingestion) throws IOException {
        Outlook outlook = ingestion.outlook();
        return new DryRun(outlook, outlook.novelty().map(News::of));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Snapshot:    " + outlook.snapshot().orElseThrow());
        List<Input> inputs = outlook.inputs();
        if (!inputs.isEmpty()) {
            lines.add("Files:       " + Counted.of(inputs.size(), "file")
                    + (outlook.bytes().isPresent()
                            ? ", " + ByteSize.text(outlook.bytes().getAsLong())
                            : ""));
            inputs.stream().limit(FILES_SHOWN_MAX).forEach(input -> lines.add("             " + words(input)));
            if (inputs.size() > FILES_SHOWN_MAX) {
                lines.add("             and " + (inputs.size() - FILES_SHOWN_MAX) + " more; --json names all");
            }
        }
        outlook.documents().ifPresent(documents -> lines.add("Documents:   " + Counted.of(documents, "document")));
        outlook.forecast()
                .requests()
                .ifPresent(requests -> lines.add("Requests:    "
                        + (requests == 0 ? "none" : "about " + Counted.of(requests, "request"))
                        + outlook.forecast()
                                .pace()
                                .map(pace -> ", " + Span.text(pace) + " at the pace of this source")
                                .orElse("")));
        outlook.forecast()
                .costUsd()
                .ifPresent(usd -> lines.add("Cost:        about "
                        + usd.setScale(CENTS, RoundingMode.CEILING).toPlainString() + " USD at most"));
        return lines;
    }

    private static String words(Input input) {
        return input.name()
                + (input.bytes().isPresent()
                        ? "  " + ByteSize.text(input.bytes().getAsLong())
                        : "");
    }

    void addTo(ObjectNode json) {
        json.put("snapshot", outlook.snapshot().orElseThrow());
        ArrayNode files = json.putArray("files");
        for (Input input : outlook.inputs()) {
            ObjectNode file = files.addObject().put("name", input.name());
            input.bytes().ifPresent(bytes -> file.put("bytes", bytes));
            input.digest().ifPresent(digest -> file.put("digest", digest));
        }
        outlook.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        outlook.documents().ifPresent(documents -> json.put("documents", documents));
        outlook.forecast().requests().ifPresent(requests -> json.put("requests", requests));
        outlook.forecast().pace().ifPresent(pace -> json.put("seconds_at_least", pace.toSeconds()));
        outlook.forecast().costUsd().ifPresent(usd -> json.put("cost_usd_max", usd));
    }
}
