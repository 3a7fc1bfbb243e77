package dev.godwit.notely.store;

import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores with the schema of notes and nothing in them. All of PostgreSQL's are on one server, which ends with the tests. */
public final class TestStores {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestStores() {}

    /** One server for all tests of the process. */
    private static final class Server {
        static final PostgresServer INSTANCE = start();

        private static PostgresServer start() {
            try {
                return PostgresServer.start("notely", Map.of("fsync", "off"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    public static StoreSettings sqlite(String name, Path folder) throws SQLException {
        return made(new StoreSettings(name, "jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty()));
    }

    public static StoreSettings postgres(String name) throws SQLException {
        String database = "notes_" + DATABASES.incrementAndGet();
        try (Connection owner = Server.INSTANCE.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("create database " + database);
        }
        return made(new StoreSettings(name, Server.INSTANCE.url(database), Optional.of(PostgresServer.OWNER)));
    }

    private static StoreSettings made(StoreSettings store) throws SQLException {
        NoteSchema.make(store);
        return store;
    }
}
