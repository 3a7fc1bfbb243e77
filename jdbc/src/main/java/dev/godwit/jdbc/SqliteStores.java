package dev.godwit.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.jdbc.internal.sqlite.SqliteApplicationStore;
import dev.godwit.jdbc.internal.sqlite.SqliteConnections;
import dev.godwit.jdbc.internal.sqlite.SqliteStore;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Opens stores on SQLite files. A file that does not exist is not made; opening a store never fails because of it, only
 * its use does. Thread-safe, and so is what it opens.
 */
public final class SqliteStores {
    private SqliteStores() {}

    /** A store as the control plane sees it, with a pool of its own that ends when the store is closed. */
    public static Store open(Keyspace keyspace, StoreAddress address) {
        return new SqliteStore(address.name(), keyspace, SqliteConnections.forControl(address), new SystemTime());
    }

    /** A store as a router sees it, with a pool of its own that ends when the store is closed. */
    public static ApplicationStore<Connection> openForApplication(Keyspace keyspace, StoreAddress address) {
        HikariDataSource pool = SqliteConnections.forApplication(address);
        return new SqliteApplicationStore(address.name(), keyspace, pool, pool::close);
    }

    /**
     * A store as a router sees it, on the application's own connections, which stay its own to close.
     *
     * @param connections of the driver sqlite-jdbc, pooled or not, all to one file
     */
    public static ApplicationStore<Connection> openForApplication(
            Keyspace keyspace, StoreName store, DataSource connections) {
        return new SqliteApplicationStore(store, keyspace, connections, () -> {});
    }
}
