package dev.siiwad;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.files.LocalFilesSource;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.rows.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for of files on this machine: {@code .jsonl}, {@code .json}, {@code .csv}, {@code .tsv} or {@code .txt}, packed or not, or {@code .parquet}. Besides,
 * {@code SDC_SCRAPING__HUGGINGFACE__MIN_LENGTH_THRESHOLD} (100) counts.
 *
 * @param fields which fields of a row make a document; only {@code text}, if empty
 * @param language of the texts; {@code so} if empty
 * @param license of the texts; {@code unknown} if empty
 * @param id which runs are runs of the same thing; made of the names of the files if empty
 */
public record LocalFilesOptions(
        List<Path> files,
        Optional<Fields> fields,
        Optional<String> language,
        Optional<String> license,
        Optional<SourceId> id) {
    public LocalFilesOptions {
        files = List.copyOf(files);
    }

    /** Files that are read in the natural order of their names. */
    public static LocalFilesOptions of(List<Path> files) {
        return new LocalFilesOptions(files, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public LocalFilesOptions withFields(Fields other) {
        return new LocalFilesOptions(files, Optional.of(other), language, license, id);
    }

    public LocalFilesOptions withLanguage(String other) {
        return new LocalFilesOptions(files, fields, Optional.of(other), license, id);
    }

    public LocalFilesOptions withLicense(String other) {
        return new LocalFilesOptions(files, fields, language, Optional.of(other), id);
    }

    public LocalFilesOptions withId(SourceId other) {
        return new LocalFilesOptions(files, fields, language, license, Optional.of(other));
    }

    Ingestion ingestion(Siiwad siiwad) throws IOException {
        return siiwad.ingest(LocalFilesSource.of(
                        files,
                        id,
                        fields.orElseGet(() -> Fields.ofText(HuggingFaceOptions.TEXT_FIELD)),
                        language.orElse(HuggingFaceOptions.LANGUAGE),
                        license.orElse(HubDataset.LICENSE_UNKNOWN),
                        siiwad.raw()))
                .minLength(HuggingFaceOptions.minLength(siiwad.environment()));
    }
}
