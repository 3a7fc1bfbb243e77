package dev.godwit.router;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of notes in two real databases; once installed, everything has its home in the first. */
final class TwoDatabases {
    static final EntityName NOTE = new EntityName("note");
    static final Entity ENTITY = Entity.of(NOTE, "notes", "id", "creator");
    static final Keyspace KEYSPACE = new Keyspace(new KeyspaceName("notes"), List.of(ENTITY));
    static final RowShape SHAPE = new RowShape(
            ENTITY,
            List.of(
                    new RowShape.Column("id", "bigint"),
                    new RowShape.Column("creator", "text"),
                    new RowShape.Column("version", "bigint")));

    final Store legacy;
    final Store target;
    private final EmbeddedPostgres server;
    private final List<ApplicationStore<Connection>> applications;

    private static @Nullable TwoDatabases shared;

    /** The same for all tests of this JVM; the server ends with it. */
    static synchronized TwoDatabases shared() throws IOException, SQLException {
        if (shared == null) {
            shared = new TwoDatabases();
        }
        return shared;
    }

    private TwoDatabases() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "100")
                .start();
        legacy = PostgresStores.open(KEYSPACE, create("legacy"));
        target = PostgresStores.open(KEYSPACE, create("target"));
        applications = List.of(
                PostgresStores.openForApplication(KEYSPACE, address("legacy")),
                PostgresStores.openForApplication(KEYSPACE, address("target")));
    }

    List<ApplicationStore<Connection>> applications() {
        return applications;
    }

    /** Nothing is installed, and the tables are empty. */
    void empty() throws SQLException {
        legacy.uninstall();
        target.uninstall();
        execute("legacy", "truncate notes");
        execute("target", "truncate notes");
    }

    void install() {
        legacy.install(Role.HOME);
        target.install(Role.MOVED);
    }

    private StoreAddress create(String name) throws SQLException {
        execute("postgres", "create database " + name);
        execute(
                name,
                "create table notes (id bigint primary key, creator text not null, version bigint not null)",
                "create index notes_creator on notes (creator)");
        return address(name);
    }

    private StoreAddress address(String name) {
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        return new StoreAddress(new StoreName(name), url, Optional.of("postgres"), Optional.empty(), 8);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
