package dev.godwit.notely.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The pool of connections of a proxy to one store. */
final class StoreConnections {
    private StoreConnections() {}

    /**
     * Opens a pool whose owner closes it. Nothing is connected before it is asked for; a file that is not there is not
     * made. Commits are durable: those of a file are synchronous, those of a server as it says.
     *
     * @param patience how long whoever wants a connection waits for one, and a writer of a file for other processes
     */
    static HikariDataSource open(StoreSettings store, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("notes-" + store.name());
        config.setJdbcUrl(store.url());
        store.user().ifPresent(config::setUsername);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience.toMillis());
        config.setMaximumPoolSize(store.connectionsMax());
        if (store.isSqlite()) {
            config.addDataSourceProperty("open_mode", String.valueOf(0x2 | 0x40));
            config.addDataSourceProperty("busy_timeout", String.valueOf(patience.toMillis()));
            config.addDataSourceProperty("synchronous", "FULL");
        } else {
            config.addDataSourceProperty("ApplicationName", "notely");
            config.addDataSourceProperty("connectTimeout", "2");
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return new HikariDataSource(config);
    }
}
