package dev.godwit.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.bench.failover.ServerProcesses.Held;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Heir;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pitfall U6 with a real crash: a database whose commits are asynchronous by default is killed with signal 9. Nothing
 * writes its log but the commits that ask for it, so that what was not asked for is lost every time. Both stores are
 * databases of the one server.
 */
class CrashedStoreTest {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("wal_writer_delay", "10s"),
            Map.entry("autovacuum", "off"),
            Map.entry("bgwriter_lru_maxpages", "0"),
            Map.entry("checkpoint_timeout", "1h"));
    private static final UnitId ANN = UnitId.of("ann");
    private static final MigrationName MIGRATION = new MigrationName("crash");
    private static final Entity NOTES = Entity.of(new EntityName("note"), "notes", "id", "creator");
    private static final RowShape SHAPE = new RowShape(
            NOTES,
            List.of(
                    new RowShape.Column("id", "bigint"),
                    new RowShape.Column("creator", "text"),
                    new RowShape.Column("content", "text")));

    @TempDir
    Path folder;

    private PostgresServer server;
    private Store home;
    private Store mirror;

    @BeforeEach
    void start() throws IOException, InterruptedException, SQLException {
        server = PostgresServer.start(folder.resolve("server"), SETTINGS, Leftovers.KEEP);
        for (String database : List.of("home", "mirror")) {
            execute("postgres", "create database " + database);
            execute(
                    database,
                    "create table notes (id bigint primary key, creator text not null, content text);"
                            + " create index on notes (creator, id); create table plain (number int)");
        }
        openStores();
        home.install(Role.HOME);
        mirror.install(Role.MOVED);
        execute("home", "insert into notes select n, 'ann', 'first' from generate_series(1, 20) n");
    }

    @AfterEach
    void stop() {
        closeStores();
        server.close();
    }

    @Test
    void whatMoversAndWritersCommitIsThereAfterACrash() throws IOException, InterruptedException, SQLException {
        MoverRight right;
        List<Mark> drained;
        try (Held log = ServerProcesses.hold(server, "walwriter")) {
            flushed("start of a home", () -> home.fences().start(MIGRATION, Role.HOME, List.of(ANN)));
            flushed("start of a mirror", () -> mirror.fences().start(MIGRATION, Role.MIRROR, List.of(ANN)));
            flushed("token", () -> mirror.fences().acquire(ANN, fence(mirror).epoch()));
            right = mirror.fences().acquire(ANN, fence(mirror).epoch()).orElseThrow();
            Chunk chunk = home.rows().readChunk(SHAPE, ANN, Optional.empty(), 100);
            flushed("chunk", () -> mirror.rows().writeChunk(right, SHAPE, chunk));
            flushed("write of a unit in flight", () -> execute("home", "delete from notes where id = 3"));
            MarkBatch marks = home.marks().read(ANN, MarkBatch.FROM_THE_START, 10);
            CurrentRows now = home.rows()
                    .readKeys(SHAPE, ANN, List.of(marks.marks().getFirst().key()));
            flushed("apply", () -> mirror.rows().apply(right, SHAPE, now));
            drained = marks.marks();
            home.marks().delete(drained);
            crashAfterALostCommit();
        }

        assertThat(fence(home)).satisfies(fence -> assertThat(fence.role()).isEqualTo(Role.HOME));
        assertThat(fence(mirror).token()).isEqualTo(right.token());
        assertThat(mirror.rows().cursors(ANN)).hasSize(1);
        assertThat(ask("home", "select count(*) from notes")).isEqualTo("19");
        assertThat(ask("mirror", "select count(*) from notes")).isEqualTo("19");
        drainWhatCameBack(right, drained);
    }

    @Test
    void aChangeOfHomeIsThereAfterACrash() throws IOException, InterruptedException, SQLException {
        home.fences().start(MIGRATION, Role.HOME, List.of(ANN));
        mirror.fences().start(MIGRATION, Role.MIRROR, List.of(ANN));
        Epoch before = fence(home).epoch();
        try (Held log = ServerProcesses.hold(server, "walwriter")) {
            change(home, new FenceChange.Freeze(ANN, before, Duration.ofMinutes(1)));
            crashAfterALostCommit();
        }
        assertThat(fence(home).is(Role.FROZEN, before.next())).isTrue();

        Heir heir = new Heir(home.name(), before.next().next());
        try (Held log = ServerProcesses.hold(server, "walwriter")) {
            change(mirror, new FenceChange.Seal(ANN, fence(mirror).epoch(), heir));
            change(home, new FenceChange.Demote(ANN, before.next()));
            change(mirror, new FenceChange.Promote(ANN, fence(mirror).epoch(), heir));
            flushed(
                    "default",
                    () -> home.fences()
                            .changeDefault(home.fences().readDefault().epoch(), Role.MOVED));
            crashAfterALostCommit();
        }
        assertThat(fence(home).is(Role.MIRROR, heir.epoch())).isTrue();
        assertThat(fence(mirror).role()).isEqualTo(Role.HOME);
        assertThat(home.fences().readDefault().role()).isEqualTo(Role.MOVED);
    }

    private void change(Store store, FenceChange change) throws SQLException {
        flushed(
                change.getClass().getSimpleName(),
                () -> assertThat(store.fences().change(change)).isTrue());
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** Runs an action while something asynchronous waits for the disk: the action's commit must take it along. */
    private void flushed(String what, Action action) throws SQLException {
        execute("home", "insert into plain values (0)");
        assertThat(unwritten()).as("a plain commit waits").isTrue();
        action.run();
        assertThat(unwritten()).as("after " + what).isFalse();
    }

    private boolean unwritten() throws SQLException {
        return ask("home", "select pg_current_wal_flush_lsn() < pg_current_wal_insert_lsn()")
                .equals("t");
    }

    /** The commit of somebody who has only the database's default is lost: else the crash would prove nothing. */
    private void crashAfterALostCommit() throws IOException, InterruptedException, SQLException {
        execute("home", "insert into plain values (1)");
        ServerProcesses.crash(server);
        closeStores();
        server = PostgresServer.open(server.folder(), server.port(), SETTINGS, Leftovers.KEEP);
        openStores();
        assertThat(ask("home", "select count(*) from plain where number = 1")).isEqualTo("0");
    }

    /** The deletion of marks may be lost; draining them once more is harmless. */
    private void drainWhatCameBack(MoverRight right, List<Mark> drained) throws SQLException {
        List<Mark> back = home.marks().read(ANN, MarkBatch.FROM_THE_START, 10).marks();
        assertThat(drained).containsAll(back);
        for (Mark mark : back) {
            mirror.rows().apply(right, SHAPE, home.rows().readKeys(SHAPE, ANN, List.of(mark.key())));
        }
        home.marks().delete(back);
        assertThat(home.marks().exist(ANN)).isFalse();
        assertThat(ask("mirror", "select md5(string_agg(notes::text, ',' order by id)) from notes"))
                .isEqualTo(ask("home", "select md5(string_agg(notes::text, ',' order by id)) from notes"));
    }

    private static Fence fence(Store store) {
        return store.fences().read(ANN).orElseThrow();
    }

    private void openStores() {
        Keyspace keyspace = new Keyspace(new KeyspaceName("notes"), List.of(NOTES));
        home = PostgresStores.open(keyspace, address("home"));
        mirror = PostgresStores.open(keyspace, address("mirror"));
    }

    private StoreAddress address(String name) {
        return new StoreAddress(
                new StoreName(name), server.url(name), Optional.of(PostgresServer.OWNER), Optional.empty(), 4);
    }

    private void closeStores() {
        home.close();
        mirror.close();
    }

    private void execute(String database, String sql) throws SQLException {
        Sql.execute(server.url(database), sql);
    }

    private String ask(String database, String sql) throws SQLException {
        return Sql.ask(server.url(database), sql);
    }
}
