package dev.siiwad.storage.dataset;

import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import java.util.List;
import java.util.Optional;

/** The formats in which datasets are written. Public for every publisher. */
public final class PartFormats {
    private PartFormats() {}

    public static PartFormat of(DatasetFormat format) {
        return switch (format) {
            case PARQUET -> new ParquetFormat();
            case JSON_LINES -> new JsonLinesFormat();
        };
    }

    /** That of a part, by its name; empty if the name is not one of a part. */
    public static Optional<PartFormat> ofPart(String name) {
        return DatasetNames.isPart(name)
                ? all().stream()
                        .filter(format -> name.endsWith(format.suffix()))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether a file holds documents that were dropped; it is in JSON Lines, with {@link dev.siiwad.storage.silver.SilverRecord#REJECTED_COLUMNS}. */
    public static boolean isRejects(String name) {
        return DatasetNames.isRejects(name);
    }

    static List<PartFormat> all() {
        return List.of(of(DatasetFormat.PARQUET), of(DatasetFormat.JSON_LINES));
    }
}
