package dev.godwit.router;

import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;

/** An application with plain JDBC that repeats a transaction when the watch says that this is right. Thread-safe. */
final class RepeatingAccess implements NoteUsers.Access {
    final LongAdder repeats = new LongAdder();
    private final RoutedDataSource source;

    RepeatingAccess(RoutedDataSource source) {
        this.source = source;
    }

    @Override
    public <T> T write(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException {
        return repeating(unit, false, work);
    }

    @Override
    public <T> T read(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException {
        return repeating(unit, true, work);
    }

    private <T> T repeating(UnitId unit, boolean readOnly, Work<Connection, T, SQLException> work) throws SQLException {
        while (true) {
            try (Units.Binding binding = Units.bind(unit);
                    TransactionWatch watch = TransactionWatch.open()) {
                try {
                    return once(readOnly, work);
                } catch (SQLException | RuntimeException | Error e) {
                    if (!watch.mayRepeat()) {
                        throw e;
                    }
                    repeats.increment();
                }
            }
        }
    }

    private <T> T once(boolean readOnly, Work<Connection, T, SQLException> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            T result = work.run(connection);
            connection.commit();
            return result;
        }
    }
}
