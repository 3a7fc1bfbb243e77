package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connects once past the pool. A pool tries for seconds and then says only that time ran out; this says what is wrong. */
final class Knock {
    private Knock() {}

    /** @throws dev.godwit.core.GodwitException with what the database, or the way to it, said */
    static void at(StoreName store, HikariDataSource pool) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), properties)) {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }
}
