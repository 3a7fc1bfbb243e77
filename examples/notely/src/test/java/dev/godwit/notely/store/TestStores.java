package dev.godwit.notely.store;

import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
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

    /** A file in that folder, copied from one that was made once. */
    public static StoreSettings sqlite(String name, Path folder) throws SQLException, IOException {
        Path template = folder.resolve("template.db");
        if (Files.notExists(template)) {
            made(file("template", template));
        }
        Path file = folder.resolve(name + ".db");
        Files.copy(template, file);
        return file(name, file);
    }

    private static StoreSettings file(String name, Path file) {
        return new StoreSettings(name, "jdbc:sqlite:" + file, Optional.empty());
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
