package example.jdbc;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetOutputs;
import dev.siiwad.storage.dataset.DatasetRemoval;
import dev.siiwad.storage.dataset.DatasetWriter;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.dataset.SealedReceipt;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.PartFormat;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.util.Optional;

/** Writes all files of a dataset to a directory that no reader sees, and moves them in one transaction to where they are seen, the receipt among them. */
final class JdbcPublisher implements Publisher {
    private final Database database;
    private final JdbcFiles files;
    private final JdbcCheckpointStore checkpoints;
    private final PartFormat format;
    private final String programVersion;
    private final Optional<SigningKey> key;

    JdbcPublisher(
            Database database,
            JdbcFiles files,
            JdbcCheckpointStore checkpoints,
            PartFormat format,
            String programVersion,
            Optional<SigningKey> key) {
        this.database = database;
        this.files = files;
        this.checkpoints = checkpoints;
        this.format = format;
        this.programVersion = programVersion;
        this.key = key;
    }

    @Override
    public Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        SourceId source = checkpoint.source();
        DatasetNames names = new DatasetNames(checkpoint.runId());
        Edition edition = Edition.of(checkpoint, programVersion);
        String day = Layout.day(Edition.day(checkpoint.runId(), checkpoint.started()));
        String unfinished = names.unfinished(checkpoint.claim());
        removeUnfinished(source);
        new DatasetRemoval(new JdbcDatasetPlace(database, files)).finish(source);
        Receipt receipt = new DatasetWriter(format, edition, DatasetWriter.PART_TEXT_BYTES)
                .write(
                        counted,
                        info,
                        relations,
                        new Unfinished(source, unfinished),
                        files.where(source, day));
        SealedReceipt sealed = SealedReceipt.of(receipt, programVersion, key);
        files.put(new Place(source, unfinished, names.receipt()), sealed.json());
        if (sealed.signature().isPresent()) {
            files.put(
                    new Place(source, unfinished, names.signature()),
                    sealed.signature().get());
        }
        counted.ownership().require();
        database.allOrNothing(() -> {
            checkpoints.requireSeen(source);
            for (JdbcFiles.Listed earlier : files.list(source, day)) {
                if (names.isOfThisRun(earlier.name())) {
                    files.delete(new Place(source, day, earlier.name()));
                }
            }
            files.move(source, unfinished, day);
        });
        return receipt;
    }

    /** What crashes while publishing have left. */
    private void removeUnfinished(SourceId source) throws IOException {
        database.allOrNothing(() -> {
            checkpoints.requireSeen(source);
            for (String directory : files.directories(source)) {
                if (DatasetNames.isUnfinished(directory)) {
                    files.delete(source, directory);
                }
            }
        });
    }

    private final class Unfinished implements DatasetOutputs {
        private final SourceId source;
        private final String directory;

        Unfinished(SourceId source, String directory) {
            this.source = source;
            this.directory = directory;
        }

        @Override
        public String where() {
            return files.where(source, directory);
        }

        @Override
        public DurableOutput create(String name) throws IOException {
            return files.create(new Place(source, directory, name));
        }
    }
}
