package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.SqliteStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SQLite file with its stores: what the tests of this dialect need. */
final class SqliteFixture implements AutoCloseable {
    static final EntityName NOTE = new EntityName("note");
    static final Keyspace NOTES =
            new Keyspace(new KeyspaceName("notes"), List.of(Entity.of(NOTE, "notes", "id", "creator")));
    static final MigrationName MIGRATION = new MigrationName("test");
    static final String WRITE_AHEAD = "pragma journal_mode = wal";

    final Path file;
    final Store store;
    final ApplicationStore<Connection> application;
    private final Keyspace keyspace;

    private SqliteFixture(Keyspace keyspace, String name, Path file) {
        this.keyspace = keyspace;
        this.file = file;
        StoreAddress address =
                new StoreAddress(new StoreName(name), "jdbc:sqlite:" + file, Optional.empty(), Optional.empty(), 4);
        this.store = SqliteStores.open(keyspace, address);
        this.application = SqliteStores.openForApplication(keyspace, address);
    }

    /** A new file with these tables, and nothing of Godwit in it. */
    static SqliteFixture create(Keyspace keyspace, String name, Path folder, String... statements) {
        SqliteFixture fixture = new SqliteFixture(keyspace, name, folder.resolve(name + ".db"));
        fixture.execute(WRITE_AHEAD);
        fixture.execute(statements);
        return fixture;
    }

    /** Another pair of stores on the same file, as another process would have them. */
    SqliteFixture again() {
        return new SqliteFixture(keyspace, store.name().value(), file);
    }

    Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as an application would, each on its own. */
    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query's rows, as text. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entity and key of each mark of a unit. */
    List<String> marks(String unit) {
        return store.marks().read(UnitId.of(unit), MarkBatch.FROM_THE_START, 1_000).marks().stream()
                .map(mark -> mark.entity() + " " + mark.key())
                .toList();
    }

    void atHome(String... units) {
        for (String unit : units) {
            store.fences().start(MIGRATION, Role.HOME, List.of(UnitId.of(unit)));
            store.marks().purge(UnitId.of(unit));
        }
    }

    void freeze(String unit) {
        UnitId id = UnitId.of(unit);
        Fence fence = store.fences().read(id).orElseThrow();
        store.fences().change(new FenceChange.Freeze(id, fence.epoch(), Duration.ofMinutes(10)));
    }

    /** Makes this store the mirror of a unit and gives the right of its mover. */
    MoverRight mover(String unit) {
        UnitId id = UnitId.of(unit);
        Fence fence = store.fences().start(MIGRATION, Role.MIRROR, List.of(id)).get(id);
        return store.fences().acquire(id, fence.epoch()).orElseThrow();
    }

    /** All columns of an entity, for moves to another SQLite file. */
    RowShape shape(EntityName entity) {
        return new RowShape(
                keyspace.entity(entity),
                store.facts().tables().get(entity).columns().stream()
                        .map(column -> new RowShape.Column(column.name(), column.type()))
                        .toList());
    }

    @Override
    public void close() {
        application.close();
        store.close();
    }
}
