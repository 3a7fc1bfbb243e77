package dev.godwit.router.internal.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a query. Each is given away only after it is certain, as far as the lease can say, that the home sent it. */
final class RoutedRows implements InvocationHandler {
    private static final Set<String> MOVES = Set.of("next", "previous", "first", "last", "absolute", "relative");

    private final ResultSet rows;
    private final Statement statement;
    private final SqlTransaction transaction;

    private RoutedRows(ResultSet rows, Statement statement, SqlTransaction transaction) {
        this.rows = rows;
        this.statement = statement;
        this.transaction = transaction;
    }

    static ResultSet of(ResultSet rows, Statement statement, SqlTransaction transaction) {
        return Calls.proxy(ResultSet.class, new RoutedRows(rows, statement, transaction));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        return switch (method.getName()) {
            case "getStatement" -> statement;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case String name -> {
                Object answer = Calls.call(rows, method, arguments);
                if (MOVES.contains(name)) {
                    transaction.requireTrust();
                }
                yield answer;
            }
        };
    }
}
