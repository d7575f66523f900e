package dev.siiwad.storage.silver;

import dev.siiwad.source.SourceInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns in which all documents of a dataset have the same: what is said of the source, and the edition. Immutable. */
public final class SharedColumns {
    private final Map<String, String> values = new HashMap<>();
    private final byte[][] after = new byte[SilverLine.OWN.size()][];

    public SharedColumns(SourceInfo info, Edition edition) {
        values.put("source", info.source());
        values.put("source_type", info.sourceType());
        values.put("date_accessed", edition.dateAccessed());
        values.put("language", info.language());
        values.put("license", info.license());
        values.put("pipeline_version", edition.pipelineVersion());
        values.put("domain", info.domain());
        values.put("register", info.register());
        values.put("run_id", edition.runId());
        values.put("schema_version", SilverRecord.SCHEMA_VERSION);
        for (int part = 0; part < after.length; part++) {
            after[part] = after(part, part + 1 == after.length);
        }
    }

    /** All of them, for comparison. */
    public String values() {
        return values.toString();
    }

    /** What a column holds; empty if it is null, or not a shared one. */
    public Optional<String> value(int column) {
        return Optional.ofNullable(values.get(SilverRecord.COLUMNS.get(column)));
    }

    /** As JSON, those between the n-th part of a {@link SilverLine} and the next, with the commas around them, or to the end of the line. */
    byte[] after(int part) {
        return after[part];
    }

    private byte[] after(int part, boolean last) {
        List<String> own = SilverLine.OWN.get(part);
        JsonBytes json = new JsonBytes(0);
        int first = SilverRecord.COLUMNS.indexOf(own.get(own.size() - 1)) + 1;
        int end = last
                ? SilverRecord.COLUMNS.size()
                : SilverRecord.COLUMNS.indexOf(SilverLine.OWN.get(part + 1).get(0));
        for (String column : SilverRecord.COLUMNS.subList(first, end)) {
            json.raw(ascii(",\"" + column + "\":"));
            if (values.containsKey(column)) {
                json.text(values.get(column));
            } else {
                json.nothing();
            }
        }
        json.raw(ascii(last ? "}\n" : ","));
        return Arrays.copyOf(json.bytes(), json.size());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
