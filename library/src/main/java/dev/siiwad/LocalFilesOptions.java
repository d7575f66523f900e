package dev.siiwad;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.files.LocalFilesSource;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.storage.Storage;
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
 * @param id which runs are runs of the same thing; made of the absolute paths of the files if empty; a run that an earlier version began under the names alone is carried on under that id
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
        LocalFilesSource source = source(siiwad, id);
        if (id.isEmpty() && !files.isEmpty()) {
            SourceId earlier = LocalFilesSource.earlierIdOf(files);
            if (hasUnfinishedRun(siiwad, earlier)) {
                source = source(siiwad, Optional.of(earlier));
            }
        }
        return siiwad.ingest(source).minLength(HuggingFaceOptions.minLength(siiwad.environment()));
    }

    private LocalFilesSource source(Siiwad siiwad, Optional<SourceId> as) throws IOException {
        return LocalFilesSource.of(
                files,
                as,
                fields.orElseGet(() -> Fields.ofText(HuggingFaceOptions.TEXT_FIELD)),
                language.orElse(HuggingFaceOptions.LANGUAGE),
                license.orElse(HubDataset.LICENSE_UNKNOWN),
                siiwad.raw());
    }

    /** Whether there is one that is pinned to these very files. */
    private boolean hasUnfinishedRun(Siiwad siiwad, SourceId earlier) throws IOException {
        Optional<Snapshot> pinned = pinned(siiwad.storage(), earlier);
        return pinned.isPresent()
                && source(siiwad, Optional.of(earlier)).availability(pinned.get()) instanceof Availability.Available;
    }

    /** What cannot be read there is not known to be of these files, and stays. */
    private static Optional<Snapshot> pinned(Storage storage, SourceId source) throws IOException {
        try {
            if (storage.checkpoints().load(source) instanceof Saved.Committed committed) {
                Checkpoint checkpoint = committed.checkpoint();
                return storage.segments(source)
                        .payload(checkpoint.runId(), checkpoint.snapshot())
                        .map(payload -> Snapshot.of(checkpoint.snapshot(), payload));
            }
            return Optional.empty();
        } catch (CorruptCheckpointException | DamagedSegmentException | SourceException unusable) {
            return Optional.empty();
        }
    }
}
