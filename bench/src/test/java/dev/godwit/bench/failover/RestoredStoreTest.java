package dev.godwit.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pitfall U6: a committed fence can vanish when a standby that lagged is promoted or a backup is restored. */
class RestoredStoreTest {
    private static final Map<String, String> SETTINGS = Map.of("wal_level", "replica");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void anOldHomeThatWakesUpAsItWasBeforeTheCutoverIsFencedAgainAndRepaired()
            throws IOException, InterruptedException, SQLException {
        PostgresServer old = PostgresServer.start("legacy", SETTINGS);
        try (PostgresServer target = PostgresServer.start("new", SETTINGS)) {
            prepare(old, 5, 40);
            prepare(target, 0, 0);
            try (GodwitServer server =
                    GodwitServer.start(plan(old.url(), target.url()), ServerSettings.in(folder.resolve("home")))) {
                awaitPhase(server, Phase.SYNCED);
                FileBackup.take(old, folder.resolve("restored"));
                command(server, CommandKind.CUTOVER);
                awaitPhase(server, Phase.PROBATION);
                execute(target, "update notes set content = 'written in the new home' where id % 7 = 0");
                int port = old.port();
                old.close();
                try (PostgresServer restored =
                        PostgresServer.open(folder.resolve("restored"), port, SETTINGS, Leftovers.KEEP)) {
                    FileBackup.promote(restored);
                    assertThat(ask(restored, "select timeline_id from pg_control_checkpoint()"))
                            .isNotEmpty();

                    await("the old home refuses writes again")
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(ask(
                                            restored, "select string_agg(distinct role, ',') from godwit_notes.fence"))
                                    .isEqualTo("MIRROR"));
                    command(server, CommandKind.ROLLBACK);
                    awaitPhase(server, Phase.SYNCED);
                    assertThat(content(restored)).isEqualTo(content(target)).contains("40:");
                }
            }
        } finally {
            old.close();
        }
    }

    private static void prepare(PostgresServer server, int accounts, int notes) throws SQLException {
        execute(
                server,
                "create table notes (id bigint primary key, creator text not null, content text);"
                        + " create index notes_creator on notes (creator, id);"
                        + " insert into notes select n, 'account-' || (n % greatest(" + accounts + ", 1)), 'note ' || n"
                        + " from generate_series(1, " + notes + ") n");
    }

    private static Plan plan(String legacy, String target) {
        return new Plan(
                new Keyspace(
                        new KeyspaceName("notes"),
                        List.of(Entity.of(new EntityName("note"), "notes", "id", "creator"))),
                new MigrationName("notes-move"),
                Optional.empty(),
                List.of(address("legacy", legacy), address("new", target)),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(1_000), true),
                Mismatch.STOP,
                Duration.ofDays(7),
                Duration.ofDays(7),
                new Accept(Set.of(), Set.of(), true));
    }

    private static StoreAddress address(String store, String url) {
        return new StoreAddress(new StoreName(store), url, Optional.of(PostgresServer.OWNER), Optional.empty(), 8);
    }

    private static void awaitPhase(GodwitServer server, Phase phase) {
        await("all in " + phase)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.control().status().phases())
                        .as(() -> server.control().status().toString())
                        .isEqualTo(Map.of(phase, 5L)));
    }

    private static void command(GodwitServer server, CommandKind kind) {
        server.control().command(new Command(kind, Scope.MIGRATION, "", "test"));
    }

    private static String content(PostgresServer server) throws SQLException {
        return ask(server, "select count(*) || ':' || md5(string_agg(notes::text, ',' order by id)) from notes");
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        Sql.execute(server.url(), sql);
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        return Sql.ask(server.url(), sql);
    }
}
