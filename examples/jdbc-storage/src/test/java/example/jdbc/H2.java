package example.jdbc;

import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database in a file. Without WRITE_DELAY=0 it would give a commit to the operating system only half a second later. */
final class H2 {
    private H2() {}

    static Storage open(Path directory) throws IOException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + directory.toAbsolutePath().resolve("siiwad") + ";WRITE_DELAY=0");
        try {
            return JdbcStorage.open(source);
        } catch (SQLException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
    }
}
