package dev.godwit.router.internal.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that becomes a real one when it is executed, in the store that is the home then. In autocommit mode it has a
 * transaction of its own, whose connection it keeps until it is closed or executed again, because the rows live there.
 */
final class RoutedStatement implements InvocationHandler {
    /** Numbers that may be asked for at any time, and are 0 until they are set. */
    private static final Set<String> NUMBERS =
            Set.of("getMaxRows", "getQueryTimeout", "getFetchSize", "getMaxFieldSize");

    private static final Set<String> BEFORE_EXECUTION = Set.of("getMetaData", "getParameterMetaData");

    private final RoutedConnection connection;
    private final StatementScript script;
    private final Statement proxy;
    private @Nullable Statement physical;
    private @Nullable SqlTransaction home;
    private boolean ownsHome;
    private boolean closed;

    RoutedStatement(RoutedConnection connection, Class<? extends Statement> type, StatementScript script) {
        this.connection = connection;
        this.script = script;
        this.proxy = Calls.proxy(type, this);
    }

    Statement proxy() {
        return proxy;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "routed " + (physical == null ? "statement" : physical);
            case "isClosed" -> closed;
            case "close" -> close();
            case "getConnection" -> connection.proxy();
            case "cancel" -> physical == null ? null : Calls.call(physical, method, arguments);
            case "unwrap", "isWrapperFor" -> wrapped(method, arguments);
            case String name -> {
                requireOpen();
                if (name.startsWith("execute")) {
                    yield execute(method, arguments);
                }
                yield script.notes(method, arguments) ? null : ask(method, arguments);
            }
        };
    }

    private @Nullable Object execute(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        releaseOwn();
        boolean own = connection.autoCommits();
        SqlTransaction transaction = own ? connection.openOne() : connection.joinCurrent();
        if (own) {
            home = transaction;
            ownsHome = true;
        }
        try {
            Statement statement = physicalIn(transaction);
            script.describeTo(statement);
            if (own) {
                // Rows that are fetched later would come after the commit.
                statement.setFetchSize(0);
            }
            Object answer = Calls.call(statement, method, arguments);
            transaction.requireTrust();
            if (own) {
                transaction.commit();
            }
            return routed(answer, transaction);
        } catch (SQLException e) {
            SQLException judged = transaction.judge(e);
            if (own) {
                rollBack(transaction, judged);
            }
            throw judged;
        } finally {
            script.clearBatchAfter(method.getName());
        }
    }

    private static void rollBack(SqlTransaction transaction, SQLException cause) throws SQLException {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }

    private Statement physicalIn(SqlTransaction transaction) throws SQLException {
        Statement current = physical;
        if (current == null || home != transaction || current.isClosed()) {
            current = script.create(transaction.connection());
            physical = current;
            home = transaction;
        }
        return current;
    }

    /** About the last execution, most often. */
    private @Nullable Object ask(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (NUMBERS.contains(name)) {
            Object set = script.setting(name);
            return set == null ? 0 : set;
        }
        if (physical == null && BEFORE_EXECUTION.contains(name)) {
            describeBefore();
        }
        Statement statement = physical;
        if (statement != null) {
            Object answer = Calls.call(statement, method, arguments);
            SqlTransaction transaction = home;
            return transaction == null ? answer : routed(answer, transaction);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (name) {
            case "getWarnings", "clearWarnings", "getResultSet" -> null;
            case "getUpdateCount" -> -1;
            case "getMoreResults", "isPoolable", "isCloseOnCompletion" -> false;
            case "getFetchDirection" -> ResultSet.FETCH_FORWARD;
            case "getResultSetType" -> ResultSet.TYPE_FORWARD_ONLY;
            case "getResultSetConcurrency" -> ResultSet.CONCUR_READ_ONLY;
            case "getResultSetHoldability" -> ResultSet.CLOSE_CURSORS_AT_COMMIT;
            default -> throw new SQLException("the statement was not executed yet");
        };
    }

    private void describeBefore() throws SQLException {
        boolean own = connection.autoCommits();
        SqlTransaction transaction = own ? connection.openOne() : connection.joinCurrent();
        ownsHome = own;
        script.describeTo(physicalIn(transaction));
    }

    private @Nullable Object routed(@Nullable Object answer, SqlTransaction transaction) {
        return answer instanceof ResultSet rows ? RoutedRows.of(rows, proxy, transaction) : answer;
    }

    private @Nullable Object wrapped(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        if (arguments != null && arguments[0] instanceof Class<?> type && type.isInstance(proxy)) {
            return method.getName().equals("unwrap") ? proxy : Boolean.TRUE;
        }
        if (physical == null) {
            throw new SQLException("the statement becomes a real one when it is executed");
        }
        return Calls.call(physical, method, arguments);
    }

    @Nullable
    Object close() throws SQLException {
        if (closed) {
            return null;
        }
        closed = true;
        connection.forget(this);
        try {
            if (physical != null) {
                physical.close();
            }
        } finally {
            releaseOwn();
        }
        return null;
    }

    private void releaseOwn() {
        SqlTransaction own = home;
        if (ownsHome && own != null) {
            own.close();
            ownsHome = false;
            home = null;
            physical = null;
        }
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed");
        }
    }
}
