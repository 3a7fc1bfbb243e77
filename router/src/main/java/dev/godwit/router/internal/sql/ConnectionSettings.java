package dev.godwit.router.internal.sql;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an application has set on its connection, for the transactions to come. Used by one thread at a time. */
final class ConnectionSettings {
    private static final Set<String> CALLS = Set.of(
            "setAutoCommit",
            "getAutoCommit",
            "setReadOnly",
            "isReadOnly",
            "setTransactionIsolation",
            "getTransactionIsolation");

    private boolean autoCommit = true;
    private boolean readOnly;
    private int isolation = Connection.TRANSACTION_READ_COMMITTED;

    ConnectionSettings(boolean readOnly) {
        this.readOnly = readOnly;
    }

    boolean knows(String call) {
        return CALLS.contains(call);
    }

    @Nullable
    Object call(String call, @Nullable Object @Nullable [] arguments, RoutedConnection connection) throws SQLException {
        Object value = arguments == null ? null : arguments[0];
        if (value == null) {
            return switch (call) {
                case "getAutoCommit" -> autoCommit;
                case "isReadOnly" -> readOnly;
                default -> isolation;
            };
        }
        switch (call) {
            case "setAutoCommit" -> {
                if (!autoCommit && (Boolean) value) {
                    connection.commit();
                }
                autoCommit = (Boolean) value;
            }
            case "setReadOnly" -> {
                requireNoTransaction(connection, readOnly != (Boolean) value);
                readOnly = (Boolean) value;
            }
            default -> {
                requireNoTransaction(connection, isolation != (Integer) value);
                requireKnown((Integer) value);
                isolation = (Integer) value;
            }
        }
        return null;
    }

    boolean autoCommits() {
        return autoCommit;
    }

    TransactionOptions options() {
        Isolation level = switch (isolation) {
            case Connection.TRANSACTION_SERIALIZABLE -> Isolation.SERIALIZABLE;
            case Connection.TRANSACTION_REPEATABLE_READ -> Isolation.REPEATABLE_READ;
            default -> Isolation.READ_COMMITTED;
        };
        return new TransactionOptions(level, readOnly, 0);
    }

    private static void requireNoTransaction(RoutedConnection connection, boolean changes) throws SQLException {
        if (changes && connection.inTransaction()) {
            throw new SQLException("the options of a transaction can't change while it is open", "25001");
        }
    }

    private static void requireKnown(int level) throws SQLException {
        if (level == Connection.TRANSACTION_NONE) {
            throw new SQLException("there is no isolation level " + level);
        }
    }
}
