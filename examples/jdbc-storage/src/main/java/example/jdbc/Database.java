package example.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One connection, and transactions on it. What goes wrong is an {@link IOException}, and nothing of its transaction was done. The SQL is what H2,
 * PostgreSQL and SQLite have in common.
 */
final class Database {
    /** Files are rows; their bytes are in pieces, so that neither side ever holds a whole one. A checkpoint without bytes was deleted. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS siiwad_checkpoint (source VARCHAR(128) PRIMARY KEY, number BIGINT NOT NULL,"
                    + " written BIGINT NOT NULL, bytes BYTEA)",
            "CREATE TABLE IF NOT EXISTS siiwad_file (id VARCHAR(36) PRIMARY KEY, source VARCHAR(128) NOT NULL,"
                    + " directory VARCHAR(300) NOT NULL, name VARCHAR(300) NOT NULL, length BIGINT,"
                    + " written BIGINT NOT NULL, UNIQUE (source, directory, name))",
            "CREATE TABLE IF NOT EXISTS siiwad_piece (file VARCHAR(36) NOT NULL, number BIGINT NOT NULL,"
                    + " bytes BYTEA NOT NULL, PRIMARY KEY (file, number))");

    private final Connection connection;
    private final String address;
    private boolean within;

    /** What is done in one transaction, and what it comes to. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /** Makes a value of the row that a result is at. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Database(Connection connection, String address) {
        this.connection = connection;
        this.address = address;
    }

    /** Connects, and makes the tables where they are missing. */
    static Database open(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            connection.setAutoCommit(false);
            return new Database(
                    connection, withoutSecrets(connection.getMetaData().getURL()));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Its URL, for messages. */
    String address() {
        return address;
    }

    /** Does all of it or nothing, durable on return. A transaction in another is a part of it. */
    <T> T transaction(Work<T> work) throws IOException {
        if (within) {
            return work.run();
        }
        within = true;
        boolean done = false;
        try {
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            within = false;
            if (!done) {
                rollBack();
            }
        }
    }

    /** The same for what comes to nothing. */
    void allOrNothing(Change change) throws IOException {
        transaction(() -> {
            change.run();
            return this;
        });
    }

    /** Says how many rows were changed. */
    int update(String sql, Object... arguments) throws IOException {
        return transaction(() -> {
            try (PreparedStatement statement = prepare(sql, arguments)) {
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw failure(e);
            }
        });
    }

    <T> List<T> query(String sql, Row<T> row, Object... arguments) throws IOException {
        return transaction(() -> {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement statement = prepare(sql, arguments);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.of(result));
                }
                return rows;
            } catch (SQLException e) {
                throw failure(e);
            }
        });
    }

    /** What was not committed is undone by that; a connection that breaks here is as good as closed. */
    void close() {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            return;
        }
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int n = 0; n < arguments.length; n++) {
            statement.setObject(n + 1, arguments[n]);
        }
        return statement;
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            close();
        }
    }

    private IOException failure(SQLException e) {
        return new IOException(address + ": " + e.getMessage(), e);
    }
}
