package dev.godwit.jdbc.kit;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Key;
import dev.godwit.testkit.kit.TestRow;
import dev.godwit.testkit.kit.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction of an application. SQLite has one isolation; what comes nearest to READ COMMITTED is an application that
 * reads first and begins its transaction, as the writer, when it writes. The others begin before they read.
 */
final class SqliteWriter extends SqliteStatements implements Writer {
    private final Connection connection;
    private boolean begun;

    SqliteWriter(Connection connection, String table, Isolation isolation) {
        super(connection, table);
        this.connection = connection;
        if (isolation != Isolation.READ_COMMITTED) {
            execute("begin");
            begun = true;
        }
    }

    @Override
    public void put(TestRow row) {
        begin();
        super.put(row);
    }

    @Override
    public boolean delete(Key key) {
        begin();
        return super.delete(key);
    }

    private void begin() {
        if (!begun) {
            execute("begin immediate");
            begun = true;
        }
    }

    @Override
    public void commit() {
        if (begun) {
            execute("commit");
            begun = false;
        }
    }

    /** The library rolls back what was not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
