package dev.godwit.jdbc.internal.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Pools of connections to one file. What matters for correctness is said for each connection, since SQLite keeps it
 * nowhere else: durable commits (pitfall U6), foreign keys. Nobody creates a file that is not there.
 */
public final class SqliteConnections {
    /** Read and write, URI file names, but not create. */
    private static final String OPEN_EXISTING = Integer.toString(0x2 | 0x40);

    private static final String PREFIX = "jdbc:sqlite:";

    private static final Map<String, String> OF_CONTROL = Map.of(
            "open_mode", OPEN_EXISTING,
            "busy_timeout", "1000",
            "synchronous", "FULL",
            "foreign_keys", "true",
            "recursive_triggers", "false");

    private static final Map<String, String> OF_APPLICATION =
            Map.of("open_mode", OPEN_EXISTING, "busy_timeout", "3000", "foreign_keys", "true");

    private SqliteConnections() {}

    /** A pool for the control plane, whose transactions wait for locks in their own way. */
    public static HikariDataSource forControl(StoreAddress address) {
        return open("godwit-", address, OF_CONTROL);
    }

    /** A pool for an application that has none of its own. */
    public static HikariDataSource forApplication(StoreAddress address) {
        return open("application-", address, OF_APPLICATION);
    }

    /**
     * Looks whether the file is there, which a pool tries for some time to find out.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_DATABASE_MISSING} when it is not
     */
    static void requireFile(StoreName store, HikariDataSource pool) {
        String file = pool.getJdbcUrl().substring(PREFIX.length());
        if (!Files.isRegularFile(Path.of(file))) {
            throw new GodwitException(
                    ErrorCode.STORE_DATABASE_MISSING, "store " + store + ": there is no file " + file);
        }
    }

    private static HikariDataSource open(String name, StoreAddress address, Map<String, String> settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name + address.name());
        config.setJdbcUrl(address.url());
        config.setMaximumPoolSize(address.pool());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        settings.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }
}
