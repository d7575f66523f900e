package example.jdbc;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.storage.dataset.StoredDatasets;
import java.sql.SQLException;
import javax.sql.DataSource;
import java.util.Optional;

/**
 * Everything in three tables of a database, {@code siiwad_checkpoint}, {@code siiwad_file} and {@code siiwad_piece}, which are made where they are missing.
 * What has returned is as durable as a commit of that database. Of two runs of one source, the one that started later carries on; the other stops at its
 * next commit, having changed nothing since.
 *
 * <pre>
 * try (Storage storage = JdbcStorage.open(dataSource); Siiwad siiwad = Siiwad.open(storage)) { … }
 * </pre>
 */
public final class JdbcStorage implements Storage {
    private final Database database;
    private final JdbcFiles files;
    private final CheckpointCopies copies;
    private final JdbcCheckpointStore checkpoints;

    private JdbcStorage(Database database) {
        this.database = database;
        this.files = new JdbcFiles(database);
        this.copies = new CheckpointCopies(files);
        this.checkpoints = new JdbcCheckpointStore(database, copies);
    }

    /** Takes one connection of the database, until closed. */
    public static JdbcStorage open(DataSource source) throws SQLException {
        return new JdbcStorage(Database.open(source));
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return new JdbcCheckpointAdmin(database, files, copies, checkpoints);
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new JdbcSegmentStore(database, files, checkpoints, source);
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return new JdbcPublisher(database, files, checkpoints, PartFormats.of(format), programVersion, key);
    }

    @Override
    public Datasets datasets() {
        return new StoredDatasets(new JdbcDatasetPlace(database, files));
    }

    @Override
    public void close() {
        database.close();
    }
}
