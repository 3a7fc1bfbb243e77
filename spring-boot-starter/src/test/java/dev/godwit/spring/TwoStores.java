package dev.godwit.spring;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Two real databases with notes and fences; the units live in the first. The server ends with the JVM. */
final class TwoStores {
    static final UnitId ANN = UnitId.of("ann");
    private static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));

    private final EmbeddedPostgres server;
    private final Store legacy;

    TwoStores() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        legacy = create("legacy");
        Store target = create("target");
        legacy.install(Role.HOME);
        target.install(Role.MOVED);
        legacy.fences().start(new MigrationName("by-hand"), Role.HOME, List.of(ANN));
        target.fences().start(new MigrationName("by-hand"), Role.MIRROR, List.of(ANN));
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** Step 3 of the protocol, without anybody who goes on; it expires by itself. */
    void freeze(Duration pause) {
        change(new FenceChange.Freeze(
                ANN, legacy.fences().read(ANN).orElseThrow().epoch(), pause));
    }

    void thaw() {
        change(new FenceChange.Thaw(ANN, legacy.fences().read(ANN).orElseThrow().epoch()));
    }

    private void change(FenceChange change) {
        if (!legacy.fences().change(change)) {
            throw new IllegalStateException("the fence was not as expected");
        }
    }

    void empty() throws SQLException {
        execute("legacy", "delete from notes");
        if (legacy.fences().read(ANN).orElseThrow().role() == Role.FROZEN) {
            thaw();
        }
    }

    /** As an application sees them that can't reach some. */
    RoutedStores without(String... missing) {
        return new RoutedStores(Stream.of("legacy", "target")
                .map(name -> {
                    PGSimpleDataSource connections = new PGSimpleDataSource();
                    connections.setUrl(url(List.of(missing).contains(name) ? "nowhere" : name));
                    connections.setUser("postgres");
                    return PostgresStores.openForApplication(KEYSPACE, new StoreName(name), connections);
                })
                .toList());
    }

    private Store create(String name) throws SQLException {
        execute("postgres", "create database " + name);
        execute(name, "create table notes (id bigint primary key, creator text not null, version bigint not null)");
        execute(name, "create index notes_creator on notes (creator)");
        execute(name, "create table settings (name text primary key)");
        return PostgresStores.open(
                KEYSPACE,
                new StoreAddress(new StoreName(name), url(name), Optional.of("postgres"), Optional.empty(), 4));
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
