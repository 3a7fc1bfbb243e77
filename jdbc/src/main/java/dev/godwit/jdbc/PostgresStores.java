package dev.godwit.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.jdbc.internal.ApplicationConnections;
import dev.godwit.jdbc.internal.ControlConnections;
import dev.godwit.jdbc.internal.PostgresApplicationStore;
import dev.godwit.jdbc.internal.PostgresStore;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Opens stores on PostgreSQL 15 and newer. Nothing is connected before it is needed, so opening never fails because a
 * database is down. Thread-safe, and so is what it opens.
 */
public final class PostgresStores {
    private PostgresStores() {}

    /** A store as the control plane sees it, with a pool of its own that ends when the store is closed. */
    public static Store open(Keyspace keyspace, StoreAddress address) {
        return new PostgresStore(address.name(), keyspace, ControlConnections.open(address), new SystemTime());
    }

    /** A store as a router sees it, with a pool of its own that ends when the store is closed. */
    public static ApplicationStore<Connection> openForApplication(Keyspace keyspace, StoreAddress address) {
        HikariDataSource pool = ApplicationConnections.open(address);
        return new PostgresApplicationStore(address.name(), keyspace, pool, pool::close);
    }

    /**
     * A store as a router sees it, on the application's own connections, which stay its own to close.
     *
     * @param connections of the PostgreSQL driver, pooled or not, to a primary
     */
    public static ApplicationStore<Connection> openForApplication(
            Keyspace keyspace, StoreName store, DataSource connections) {
        return new PostgresApplicationStore(store, keyspace, connections, () -> {});
    }
}
