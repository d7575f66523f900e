/** Checkpoints, segments and datasets in any database that has a JDBC driver: start at {@link example.jdbc.JdbcStorage}. */
package example.jdbc;
