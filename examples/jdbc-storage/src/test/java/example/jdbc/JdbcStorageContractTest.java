package example.jdbc;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.StorageContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A database keeps to the contract of a storage. */
class JdbcStorageContractTest extends StorageContract {
    @Override
    protected Storage open(Path place) throws IOException {
        return H2.open(place);
    }

    /** A commit takes some milliseconds in a database, and each try opens a new one. */
    @Override
    public int triesMax() {
        return 4;
    }

    @Override
    public void damageBackup(Path place, SourceId source) throws IOException {
        String sql = "UPDATE siiwad_piece SET bytes = ?"
                + " WHERE file IN (SELECT id FROM siiwad_file WHERE source = ? AND name = 'backup')";
        try (Connection connection = H2.at(place).getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, "{\"half".getBytes(StandardCharsets.UTF_8));
            statement.setString(2, source.value());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
