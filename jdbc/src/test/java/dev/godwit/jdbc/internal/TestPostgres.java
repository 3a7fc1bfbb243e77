package dev.godwit.jdbc.internal;

import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Databases of the one server of this JVM, by their URL. */
final class TestPostgres {
    private TestPostgres() {}

    /** Makes an empty database and gives its URL. */
    static String newDatabase() {
        return PostgresServer.newDatabase().url();
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A session of the application or of somebody with an SQL prompt. */
    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "");
    }

    static StoreAddress address(String store, String url) {
        return address(store, url, "postgres");
    }

    static StoreAddress address(String store, String url, String user) {
        return new StoreAddress(new StoreName(store), url, Optional.of(user), Optional.empty(), 4);
    }
}
