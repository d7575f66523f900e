package example.jdbc;

import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database in a directory. */
final class H2 {
    private H2() {}

    /**
     * AUTO_SERVER lets several processes in. Without WRITE_DELAY=0, H2 gives a commit to the operating system up to half a second later, and a process that is
     * killed loses it.
     */
    static DataSource at(Path directory) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:" + directory.toAbsolutePath().resolve("siiwad") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0");
        return source;
    }

    static Storage open(Path directory) throws IOException {
        try {
            return JdbcStorage.open(at(directory));
        } catch (SQLException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
    }
}
