package dev.godwit.bench.takeover;

import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Databases of these tests, and the plan that moves from one to the other. */
final class TestDatabases {
    private static final int POOL = 6;

    private TestDatabases() {}

    /** The URL of a new database. */
    static String empty(PostgresServer server, String name) throws SQLException {
        try (Connection owner = server.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.url(name);
    }

    /** The same with the table of the notes. */
    static String withNotes(PostgresServer server, String name) throws SQLException {
        String url = empty(server, name);
        try (Connection owner = DriverManager.getConnection(url, PostgresServer.OWNER, "")) {
            FirstNotes.createTable(owner);
        }
        return url;
    }

    /** Where nobody listens now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** How an application comes to a store. */
    static StoreAddress address(String store, String url) {
        return new StoreAddress(
                new StoreName(store),
                url,
                Optional.of(FirstNotes.APPLICATION),
                Optional.of(new Secret("", "none")),
                POOL);
    }

    /** All accounts in one wave, whose cutovers are approved. */
    static String plan(String migration, String legacy, String target) {
        return """
                keyspace: notes
                migration: %s
                stores:
                  legacy: { url: "%s", user: "%s" }
                  new: { url: "%s", user: "%s" }
                entities:
                  note: { table: notes, key: [id], unit: account }
                move: { from: legacy, to: new }
                waves:
                  - { name: all, units: { all: true } }
                cutover: { approve: true }
                """.formatted(migration, legacy, PostgresServer.OWNER, target, PostgresServer.OWNER);
    }
}
