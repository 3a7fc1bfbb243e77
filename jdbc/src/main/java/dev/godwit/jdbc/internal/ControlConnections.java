package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Plan.StoreAddress;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The pool from which coordinator and mover take their connections. What matters for correctness is said when a session
 * starts, so that no default of a role or database can weaken it (pitfalls U4, U6, U17): READ COMMITTED, synchronous
 * commits, no row security, an empty search path, and text forms that are the same on both sides of a comparison. A
 * chunk of rows and the copy of it that its triggers see fit into the working memory.
 */
public final class ControlConnections {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("row_security", "off"),
            Map.entry("search_path", "pg_catalog"),
            Map.entry("client_encoding", "UTF8"),
            Map.entry("DateStyle", "ISO, YMD"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("TimeZone", "UTC"),
            Map.entry("extra_float_digits", "1"),
            Map.entry("bytea_output", "hex"),
            Map.entry("array_nulls", "on"),
            Map.entry("quote_all_identifiers", "off"),
            Map.entry("standard_conforming_strings", "on"),
            Map.entry("transform_null_equals", "off"),
            Map.entry("lc_monetary", "C"),
            Map.entry("xmloption", "content"),
            Map.entry("work_mem", "64MB"),
            Map.entry("lock_timeout", "20ms"),
            Map.entry("statement_timeout", "60s"),
            Map.entry("idle_in_transaction_session_timeout", "10s"),
            Map.entry("client_connection_check_interval", "1s"),
            Map.entry("jit", "off"));

    private ControlConnections() {}

    /** A pool for one store; it connects when the first connection is asked for. */
    public static HikariDataSource open(StoreAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("godwit-" + address.name());
        config.setJdbcUrl(address.url());
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(password -> config.setPassword(password.reveal()));
        config.setMaximumPoolSize(address.pool());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        config.setAutoCommit(false);
        config.addDataSourceProperty("options", options());
        config.addDataSourceProperty("ApplicationName", "godwit");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "90");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The details of an error are values of rows, and messages end up in logs.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    private static String options() {
        return SETTINGS.entrySet().stream()
                .map(setting ->
                        "-c " + setting.getKey() + "=" + setting.getValue().replace(" ", "\\ "))
                .collect(Collectors.joining(" "));
    }
}
