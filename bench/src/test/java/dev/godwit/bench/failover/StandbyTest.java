package dev.godwit.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.failover.ServerProcesses.Held;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a real standby that streams: what is to survive its promotion is waited for, and it is never asked. */
class StandbyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UnitId ANN = UnitId.of("ann");
    private static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));

    @TempDir
    Path folder;

    private PostgresServer primary;
    private PostgresServer standby;
    private Store store;

    @BeforeEach
    void start() throws IOException, InterruptedException, SQLException {
        primary = PostgresServer.start("primary", Map.of("wal_level", "replica"));
        execute("create table notes (id bigint primary key, creator text not null, content text);"
                + " create index on notes (creator, id); create role mover login");
        store = open(primary, PostgresServer.OWNER);
        store.install(Role.HOME);
        FileBackup.take(primary, folder.resolve("standby"));
        standby = PostgresServer.open(
                folder.resolve("standby"),
                freePort(),
                Map.of(
                        "primary_conninfo",
                        "host=127.0.0.1 port=" + primary.port() + " user=" + PostgresServer.OWNER
                                + " application_name=shadow"),
                Leftovers.KEEP);
        await("the standby streams")
                .atMost(PATIENCE)
                .until(() -> ask(primary, "select count(*) from pg_stat_replication where state = 'streaming'")
                        .equals("1"));
    }

    @AfterEach
    void stop() {
        store.close();
        standby.close();
        primary.close();
    }

    @Test
    void whatWasFlushedToTheStandbyIsThereAfterItsPromotion() throws IOException, InterruptedException, SQLException {
        Incarnation before = store.incarnation();
        store.fences().start(new MigrationName("standby"), Role.HOME, List.of(ANN));
        store.flushToStandbys();
        try (Held receiver = ServerProcesses.hold(standby, "walreceiver")) {
            execute("insert into notes values (1, 'ann', 'not there yet')");
            refused(ErrorCode.STORE_BUSY, "shadow", store::flushToStandbys);
            try (Store blind = open(primary, "mover")) {
                refused(ErrorCode.STORE_RIGHTS_MISSING, "pg_read_all_stats", blind::flushToStandbys);
            }
        }
        store.flushToStandbys();
        primary.close();

        FileBackup.promote(standby);
        try (Store promoted = open(standby, PostgresServer.OWNER)) {
            assertThat(promoted.fences().read(ANN)).isPresent();
            assertThat(ask(standby, "select content from notes")).isEqualTo("not there yet");
            assertThat(promoted.incarnation()).isNotEqualTo(before);
            promoted.flushToStandbys();
        }
    }

    @Test
    void aStandbyIsNeitherAStoreNorReadFor() throws SQLException {
        try (Store behind = open(standby, PostgresServer.OWNER)) {
            assertThat(behind.facts().standby()).isTrue();
            refused(ErrorCode.STORE_IS_STANDBY, "legacy", behind::incarnation);
        }
        assertThat(store.facts().standby()).isFalse();
        assertThat(store.facts().standbys()).containsExactly("shadow");
        try (ApplicationStore<Connection> behind =
                PostgresStores.openForApplication(KEYSPACE, address(standby, PostgresServer.OWNER))) {
            refused(ErrorCode.STORE_IS_STANDBY, "legacy", () -> behind.standing(ANN));
            refused(
                    ErrorCode.STORE_IS_STANDBY,
                    "legacy",
                    () -> behind.begin(TransactionOptions.READ).close());
        }
    }

    private static void refused(ErrorCode code, String named, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }

    private static Store open(PostgresServer server, String user) {
        return PostgresStores.open(KEYSPACE, address(server, user));
    }

    private static StoreAddress address(PostgresServer server, String user) {
        return new StoreAddress(new StoreName("legacy"), server.url(), Optional.of(user), Optional.empty(), 4);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void execute(String sql) throws SQLException {
        Sql.execute(primary.url(), sql);
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        return Sql.ask(server.url(), sql);
    }
}
