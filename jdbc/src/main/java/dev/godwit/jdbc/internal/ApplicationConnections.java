package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Plan.StoreAddress;

/** A pool for an application that has none of its own. The database's defaults apply, for its SQL is the application's. */
public final class ApplicationConnections {
    private ApplicationConnections() {}

    /** A pool for one store; it connects when the first connection is asked for. */
    public static HikariDataSource open(StoreAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("application-" + address.name());
        config.setJdbcUrl(address.url());
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(password -> config.setPassword(password.reveal()));
        config.setMaximumPoolSize(address.pool());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "godwit-router");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }
}
