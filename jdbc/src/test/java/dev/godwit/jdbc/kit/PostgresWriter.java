package dev.godwit.jdbc.kit;

import dev.godwit.testkit.kit.Writer;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on a connection of the application's own pool. */
final class PostgresWriter extends PostgresStatements implements Writer {
    private final Connection connection;

    PostgresWriter(Connection connection, String table, String keyType) {
        super(connection, table, keyType);
        this.connection = connection;
    }

    @Override
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool rolls back what was not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
