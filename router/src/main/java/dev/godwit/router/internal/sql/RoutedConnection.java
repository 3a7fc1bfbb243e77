package dev.godwit.router.internal.sql;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.StoreName;
import dev.godwit.router.Router;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection that borrows one from a store when it needs it, for the length of a transaction. */
public final class RoutedConnection implements InvocationHandler {
    private final Router<Connection> router;
    private final @Nullable StoreName withoutUnit;
    private final Connection proxy;
    private final ConnectionSettings settings;
    private final Set<RoutedStatement> statements = new LinkedHashSet<>();
    private @Nullable SqlTransaction current;
    /** For questions about the database outside of transactions; given back in the end. */
    private @Nullable SqlTransaction aside;

    private boolean closed;

    private RoutedConnection(Router<Connection> router, @Nullable StoreName withoutUnit, boolean readOnly) {
        this.router = router;
        this.withoutUnit = withoutUnit;
        this.settings = new ConnectionSettings(readOnly);
        this.proxy = Calls.proxy(Connection.class, this);
    }

    /**
     * Nothing is borrowed yet.
     *
     * @param withoutUnit where statements run while no unit is bound
     * @param readOnly whether its transactions read only, until somebody says otherwise
     */
    public static Connection open(Router<Connection> router, @Nullable StoreName withoutUnit, boolean readOnly) {
        return new RoutedConnection(router, withoutUnit, readOnly).proxy;
    }

    Connection proxy() {
        return proxy;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        switch (method.getName()) {
            case "equals" -> {
                return arguments != null && self == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            case "toString" -> {
                return "routed connection " + System.identityHashCode(self);
            }
            case "isClosed" -> {
                return closed;
            }
            case "isValid" -> {
                return !closed;
            }
            case "close", "abort" -> {
                close();
                return null;
            }
            default -> {
                requireOpen();
                return settings.knows(method.getName())
                        ? settings.call(method.getName(), arguments, this)
                        : call(method, arguments);
            }
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        return switch (method.getName()) {
            case "createStatement" -> statement(Statement.class, method, arguments);
            case "prepareStatement" -> statement(PreparedStatement.class, method, arguments);
            case "prepareCall" -> statement(CallableStatement.class, method, arguments);
            case "commit" -> {
                requireTransactions();
                commit();
                yield null;
            }
            case "rollback" -> {
                requireTransactions();
                if (arguments != null && arguments[0] instanceof Savepoint savepoint) {
                    rollBackTo(savepoint);
                } else {
                    rollback();
                }
                yield null;
            }
            case "setSavepoint", "releaseSavepoint" -> {
                requireTransactions();
                yield Calls.call(joinCurrent().connection(), method, arguments);
            }
            case "getWarnings", "clearWarnings" ->
                current == null ? null : Calls.call(current.connection(), method, arguments);
            case "unwrap", "isWrapperFor" -> wrapped(method, arguments);
            case "setSchema", "setCatalog", "setTypeMap", "setHoldability", "setNetworkTimeout", "setClientInfo" ->
                throw new SQLFeatureNotSupportedException(
                        method.getName() + ": connections change with the home; say it to the stores' data sources");
            case String name
            when name.startsWith("create") && !autoCommits() ->
                Calls.call(joinCurrent().connection(), method, arguments);
            default -> Calls.call(forQuestions(), method, arguments);
        };
    }

    private Statement statement(
            Class<? extends Statement> type, Method method, @Nullable Object @Nullable [] arguments) {
        RoutedStatement statement = new RoutedStatement(this, type, new StatementScript(method, arguments));
        statements.add(statement);
        return statement.proxy();
    }

    void forget(RoutedStatement statement) {
        statements.remove(statement);
    }

    boolean autoCommits() {
        return settings.autoCommits();
    }

    boolean inTransaction() {
        return current != null;
    }

    /** A transaction for one statement. */
    SqlTransaction openOne() throws SQLException {
        return SqlTransaction.open(router, withoutUnit, settings.options());
    }

    /** The transaction that is open, or a new one; the bound units take part. */
    SqlTransaction joinCurrent() throws SQLException {
        SqlTransaction open = current;
        if (open == null) {
            open = openOne();
            current = open;
        } else {
            open.join();
        }
        return open;
    }

    void commit() throws SQLException {
        SqlTransaction open = current;
        if (open != null) {
            current = null;
            try {
                open.commit();
            } finally {
                open.close();
            }
        }
    }

    private void rollback() throws SQLException {
        SqlTransaction open = current;
        if (open != null) {
            current = null;
            try {
                open.rollback();
            } finally {
                open.close();
            }
        }
    }

    private void rollBackTo(Savepoint savepoint) throws SQLException {
        SqlTransaction open = current;
        if (open == null) {
            throw new SQLException("the transaction of the savepoint is over");
        }
        open.connection().rollback(savepoint);
        open.rolledBackToSavepoint();
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (RoutedStatement statement : List.copyOf(statements)) {
                statement.close();
            }
        } finally {
            if (aside != null) {
                aside.close();
            }
            rollback();
        }
    }

    private @Nullable Object wrapped(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        if (arguments != null && arguments[0] instanceof Class<?> type && type.isInstance(proxy)) {
            return method.getName().equals("unwrap") ? proxy : Boolean.TRUE;
        }
        if (autoCommits()) {
            throw new SQLException("begin a transaction first: outside of one there is no real connection");
        }
        return Calls.call(joinCurrent().connection(), method, arguments);
    }

    private Connection forQuestions() throws SQLException {
        if (current != null) {
            return current.connection();
        }
        SqlTransaction open = aside;
        if (open == null) {
            StoreName store = withoutUnit == null ? router.stores().getFirst() : withoutUnit;
            open = SqlTransaction.aside(router, store, TransactionOptions.READ);
            aside = open;
        }
        return open.connection();
    }

    private void requireTransactions() throws SQLException {
        if (autoCommits()) {
            throw new SQLException("there is no transaction in autocommit mode");
        }
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed");
        }
    }
}
