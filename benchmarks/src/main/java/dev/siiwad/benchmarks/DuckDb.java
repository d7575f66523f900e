package dev.siiwad.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Has DuckDB write four columns of JSON Lines or Parquet as Parquet with zstd, in order. Usage: {@code DuckDb <input> <output> <threads> <memory, as 2GB>}. */
public final class DuckDb {
    private DuckDb() {}

    public static void main(String[] args) throws SQLException {
        String rows = args[0].endsWith(".parquet")
                ? "read_parquet('" + args[0] + "')"
                : "read_json('" + args[0] + "', format='newline_delimited', columns={id: 'VARCHAR', title: 'VARCHAR',"
                        + " url: 'VARCHAR', text: 'VARCHAR'})";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + args[2]);
            statement.execute("SET memory_limit = '" + args[3] + "'");
            statement.execute("COPY (SELECT id, title, url, text FROM " + rows + ") TO '" + args[1]
                    + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }
}
