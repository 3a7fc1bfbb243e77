package dev.godwit.checkers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database that a checker opens connections of its own to.
 *
 * @param name of the store, for people
 * @param user who may read the table
 */
public record DatabaseSide(String name, String url, String user, String password) {
    /** Opens a connection that reads one snapshot, and streams. */
    public Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        try {
            connection.setTransactionIsolation(
                    isSqlite() ? Connection.TRANSACTION_SERIALIZABLE : Connection.TRANSACTION_REPEATABLE_READ);
            // Without a transaction the driver would read all rows into memory at once.
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The order of texts by their bytes, as this database calls it. */
    public String byteOrder() {
        return isSqlite() ? "collate binary" : "collate \"C\"";
    }

    private boolean isSqlite() {
        return url.startsWith("jdbc:sqlite:");
    }

    @Override
    public String toString() {
        return name;
    }
}
