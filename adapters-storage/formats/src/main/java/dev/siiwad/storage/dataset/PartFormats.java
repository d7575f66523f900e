package dev.siiwad.storage.dataset;

import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import java.util.List;

/** The formats in which datasets are written. Public for every publisher. */
public final class PartFormats {
    private PartFormats() {}

    public static PartFormat of(DatasetFormat format) {
        return switch (format) {
            case PARQUET -> new ParquetFormat();
            case JSON_LINES -> new JsonLinesFormat();
        };
    }

    static List<PartFormat> all() {
        return List.of(of(DatasetFormat.PARQUET), of(DatasetFormat.JSON_LINES));
    }
}
