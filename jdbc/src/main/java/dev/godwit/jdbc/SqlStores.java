package dev.godwit.jdbc;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Store;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.Connection;

/** Opens stores by their URL, whatever database it names. Thread-safe, and so is what it opens. */
public final class SqlStores {
    private static final String SQLITE = "jdbc:sqlite:";

    private SqlStores() {}

    /** A store as the control plane sees it; see {@link PostgresStores} and {@link SqliteStores}. */
    public static Store open(Keyspace keyspace, StoreAddress address) {
        return isSqlite(address) ? SqliteStores.open(keyspace, address) : PostgresStores.open(keyspace, address);
    }

    /** A store as a router sees it; see {@link PostgresStores} and {@link SqliteStores}. */
    public static ApplicationStore<Connection> openForApplication(Keyspace keyspace, StoreAddress address) {
        return isSqlite(address)
                ? SqliteStores.openForApplication(keyspace, address)
                : PostgresStores.openForApplication(keyspace, address);
    }

    /**
     * The name of a column as it stands in a statement, whatever characters it has.
     *
     * @throws IllegalArgumentException when it has a character that no name can have
     */
    public static String quoted(String column) {
        return Identifiers.quote(column);
    }

    private static boolean isSqlite(StoreAddress address) {
        return address.url().startsWith(SQLITE);
    }
}
