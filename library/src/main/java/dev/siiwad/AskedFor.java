package dev.siiwad;

import dev.siiwad.ingest.RunRequest;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a request asks for that decides what is in the dataset, by the names that receipts have for it; what only says how and where to work is left out. */
final class AskedFor {
    private AskedFor() {}

    static SortedMap<String, String> by(RunRequest request) {
        SortedMap<String, String> options = new TreeMap<>();
        request.fromOffset().ifPresent(offset -> options.put("from_offset", "" + offset));
        request.maxRecords().ifPresent(records -> options.put("max_records", "" + records));
        request.passOver().ifPresent(offset -> options.put("pass_over", "" + offset));
        if (request.again()) {
            options.put("again", "true");
        }
        if (request.strict()) {
            options.put("strict", "true");
        }
        if (request.onPoison() != RunRequest.OnPoison.QUARANTINE) {
            options.put("on_poison", request.onPoison().name().toLowerCase(Locale.ROOT));
        }
        return options;
    }
}
