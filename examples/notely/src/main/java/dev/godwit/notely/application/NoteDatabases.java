package dev.godwit.notely.application;

import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/**
 * The note stores: {@code legacy}, which is a SQLite file, and those to which accounts move. Those that Notely brings along
 * are databases of one PostgreSQL server in the data folder, or files there.
 */
final class NoteDatabases implements AutoCloseable {
    private static final int POOL = 8;

    private final List<StoreSettings> stores;
    private final Optional<OwnPostgres> server;

    private NoteDatabases(List<StoreSettings> stores, Optional<OwnPostgres> server) {
        this.stores = List.copyOf(stores);
        this.server = server;
    }

    /**
     * Starts what Notely brings along, and makes the tables where they are missing.
     *
     * @throws StartRefusedException when a store can't be reached, or has other tables of that name
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    static NoteDatabases open(NotelySettings settings, DataFolder folder, TimeSource time, Tasks tasks)
            throws StartRefusedException, InterruptedException {
        Optional<OwnPostgres> server = server(settings, folder, time, tasks);
        try {
            List<StoreSettings> stores = new ArrayList<>();
            stores.add(store(NotelySettings.LEGACY, settings, folder, Optional.empty()));
            for (String name : settings.shards()) {
                stores.add(store(name, settings, folder, server.map(OwnPostgres::server)));
            }
            return new NoteDatabases(stores, server);
        } catch (StartRefusedException e) {
            server.ifPresent(OwnPostgres::close);
            throw e;
        }
    }

    List<StoreSettings> settings() {
        return stores;
    }

    /** The stores as Godwit reaches them. */
    List<StoreAddress> addresses() {
        return stores.stream().map(NoteDatabases::address).toList();
    }

    private static StoreAddress address(StoreSettings store) {
        // The password is empty or in the driver's own password file.
        return new StoreAddress(
                new StoreName(store.name()),
                store.url(),
                store.user(),
                store.user().map(user -> new Secret("", "none")),
                POOL);
    }

    private static Optional<OwnPostgres> server(
            NotelySettings settings, DataFolder folder, TimeSource time, Tasks tasks)
            throws StartRefusedException, InterruptedException {
        boolean wanted = settings.embedded() == NotelySettings.Embedded.POSTGRES
                && !settings.storeUrls().keySet().containsAll(settings.shards());
        if (!wanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(OwnPostgres.start(folder.resolve("postgres"), time, tasks));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "PostgreSQL does not start: " + e.getMessage() + "; --stores sqlite does without it", e);
        }
    }

    private static StoreSettings store(
            String name, NotelySettings settings, DataFolder folder, Optional<PostgresServer> server)
            throws StartRefusedException {
        StoreSettings store;
        try {
            store = place(name, settings, folder, server);
            NoteSchema.make(store);
        } catch (SQLException | FlywayException e) {
            throw new StartRefusedException(
                    "store " + name + " can't be used: " + firstLine(e)
                            + "; mend it, choose another with --stores, or begin anew with --clean",
                    e);
        }
        return store;
    }

    private static StoreSettings place(
            String name, NotelySettings settings, DataFolder folder, Optional<PostgresServer> server)
            throws SQLException {
        String url = settings.storeUrls().get(name);
        if (url != null) {
            return new StoreSettings(name, url, Optional.empty());
        }
        if (server.isEmpty() || name.equals(NotelySettings.LEGACY)) {
            return new StoreSettings(name, "jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty());
        }
        makeDatabase(server.get(), name);
        return new StoreSettings(name, server.get().url(name), Optional.of(PostgresServer.OWNER));
    }

    private static void makeDatabase(PostgresServer server, String name) throws SQLException {
        try (Connection connection = server.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database \"" + name + "\"");
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    @Override
    public void close() {
        server.ifPresent(OwnPostgres::close);
    }
}
