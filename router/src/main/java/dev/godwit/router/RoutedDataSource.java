package dev.godwit.router;

import dev.godwit.core.StoreName;
import dev.godwit.router.internal.sql.RoutedConnection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The router for frameworks that want a {@link DataSource}: {@code @Transactional}, JPA, jOOQ. Each transaction goes to
 * the home of the unit that is bound with {@link Units} when its first statement runs; only then a connection is borrowed
 * from that store, after waiting for the home if the unit is changing it.
 *
 * <p>A transaction that may write takes the unit's lock with its first statement: a cutover that begins later waits for
 * its end, and refuses what it still wants to write. So does one that only reads, unless it says {@link
 * Connection#setReadOnly}: then it reads under the lease, or looks at the fence before and after. In autocommit mode each
 * statement is a transaction.
 *
 * <p>A data source can't repeat work. A transaction whose unit changes its home is refused with {@link
 * RefusedSqlException} (SQLSTATE 40001), always before anything is committed: from a statement, which waits up to the
 * hold limit if it is the first one, from commit, or from the roll-back of a read that may have been stale. Repeat it then. A commit without an
 * answer is a {@link SQLException} with SQLSTATE 08007 and must not be repeated blindly.
 *
 * <p>Thread-safe; its connections are for one thread at a time.
 */
public final class RoutedDataSource implements DataSource {
    private final Router<Connection> router;
    private final Optional<StoreName> withoutUnit;
    private final boolean readOnly;

    private RoutedDataSource(Router<Connection> router, Optional<StoreName> withoutUnit, boolean readOnly) {
        this.router = router;
        this.withoutUnit = withoutUnit;
        this.readOnly = readOnly;
    }

    /** Without a bound unit every statement is refused. The router stays its owner's to close. */
    public static RoutedDataSource over(Router<Connection> router) {
        return new RoutedDataSource(router, Optional.empty(), false);
    }

    /**
     * Where statements run while no unit is bound, for tables outside of the plan. The store refuses to change rows of the
     * plan that have no home there; nobody stops a statement that reads them.
     */
    public RoutedDataSource withoutUnitIn(StoreName store) {
        return new RoutedDataSource(router, Optional.of(store), readOnly);
    }

    /** The same for frameworks that can't say of a transaction that it only reads: all of these connections do. */
    public RoutedDataSource readOnly() {
        return new RoutedDataSource(router, withoutUnit, true);
    }

    @Override
    public Connection getConnection() {
        return RoutedConnection.open(router, withoutUnit.orElse(null), readOnly);
    }

    /** Not supported: the stores have their own users. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("each store has its own user and password");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("set it on the stores' own data sources");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("set it on the stores' own data sources");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs with SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("a routed data source is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
