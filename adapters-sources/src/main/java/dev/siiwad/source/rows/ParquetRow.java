package dev.siiwad.source.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/**
 * The row that the Parquet library has just read: column name to value, without the columns that are null in it. Structs, lists and maps
 * become compact JSON.
 */
final class ParquetRow extends RecordMaterializer<Map<String, Object>> {
    /** Why a row cannot be used, though the file can. */
    record Malformed(String reason, String excerpt) {}

    private final ParquetNesting root;
    private Map<?, ?> collected = Map.of();
    private Optional<Malformed> malformed = Optional.empty();

    ParquetRow(MessageType columns) {
        this.root = new ParquetNesting.Struct(columns, this, row -> collected = (Map<?, ?>) row);
    }

    /** Says that the row being read cannot be used; the first reason stays. */
    void malformed(String reason, String excerpt) {
        if (malformed.isEmpty()) {
            malformed = Optional.of(new Malformed(reason, excerpt));
        }
    }

    /** What was wrong since this was asked last. */
    Optional<Malformed> takeMalformed() {
        Optional<Malformed> found = malformed;
        malformed = Optional.empty();
        return found;
    }

    @Override
    public Map<String, Object> getCurrentRecord() {
        Map<String, Object> row = new LinkedHashMap<>();
        collected.forEach((name, value) -> {
            if (value != null) {
                row.put((String) name, Written.ifNested(value));
            }
        });
        return row;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }
}
