package dev.godwit.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.WaveName;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run of the real product: accounts move while users work, and the checkers find nothing. Then somebody damages the
 * home behind everybody's back, with all triggers off, the run goes on, and each checker finds its part of the damage.
 */
class DamagedRunTest {
    private static final NoteLayout LAYOUT = new NoteLayout(6, 10);
    private static final Map<String, String> FAST = Map.of("fsync", "off");

    @TempDir
    Path folder;

    @Test
    void a_run_is_clean_until_somebody_damages_it() throws Exception {
        try (PostgresServer legacy = PostgresServer.start("damaged-legacy", FAST);
                PostgresServer target = PostgresServer.start("damaged-new", FAST)) {
            Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
            try (Connection there = target.connect(PostgresServer.OWNER);
                    Connection here = legacy.connect(PostgresServer.OWNER)) {
                FirstNotes.createTable(there);
                FirstNotes.createTable(here);
                FirstNotes.load(here, ledger);
            }
            RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
            try (HistoryRecorder recorder = checks.recorder("users");
                    ControlPlaneConnection connection = ControlPlaneConnection.near(folder);
                    Application application = Application.recorded(
                            "damaged",
                            new HttpControlPlane(connection),
                            List.of(
                                    address("legacy", legacy, FirstNotes.APPLICATION),
                                    address("new", target, FirstNotes.APPLICATION)),
                            new Workload.Settings(0, 1, 3, 5, 0, 1),
                            ledger,
                            recorder)) {
                application.start();
                try (GodwitServer server = GodwitServer.start(plan(legacy, target), ServerSettings.in(folder))) {
                    await("all accounts have moved")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> server.control().status().unitsMoved() == LAYOUT.accounts());
                    application.users().pause();
                    try {
                        requireClean(checks, server, side("legacy", legacy), side("new", target));
                        damage(target);
                        assertThat(checks.sameRows(side("legacy", legacy), side("new", target))
                                        .violations())
                                .isEqualTo(4);
                    } finally {
                        application.users().resume();
                    }
                    await("users see an account with other stars")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> !checks.starsSeen().clean());
                    application.end();
                }
            }
            requireFound(checks, side("new", target));
        }
    }

    private static void requireClean(RunChecks checks, GodwitServer server, DatabaseSide legacy, DatabaseSide target)
            throws Exception {
        await("everything is mirrored")
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(20))
                .until(() -> server.control().status().marks() == 0);
        checks.look("look while all is well", target);
        assertThat(checks.histories().texts()).isEmpty();
        assertThat(checks.starsSeen().texts()).isEmpty();
        assertThat(checks.starsIn(target).texts()).isEmpty();
        assertThat(checks.sameRows(legacy, target).texts()).isEmpty();
    }

    private static void requireFound(RunChecks checks, DatabaseSide target) throws Exception {
        checks.look("look at the end", target);
        assertThat(checks.histories().violations())
                .as("a note lost, a note changed, a note back")
                .isEqualTo(3);
        assertThat(checks.starsIn(target).texts())
                .containsExactly("unit account-00005: total 999 in new, which is always 1000");
        assertThat(checks.starsSeen().violations()).isPositive();
    }

    /** In accounts 0, 1, 2 and 5, which the users' later changes can't make good. */
    private static void damage(PostgresServer home) throws Exception {
        try (Connection owner = home.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("alter table notes disable trigger user");
            for (String damage : List.of(
                    "delete from notes where id = " + someNote(0),
                    "update notes set version = version + 1000 where id = " + someNote(1),
                    "insert into notes select n.id + 1, account, seat, 7, title, body from notes n"
                            + " where account = 'account-00002' and seat = 0"
                            + " and not exists (select from notes o where o.id = n.id + 1) limit 1",
                    "update notes set stars = stars - 1 where id = " + LAYOUT.id(LAYOUT.twin(5, 0)))) {
                assertThat(statement.executeUpdate(damage)).as(damage).isEqualTo(1);
            }
            statement.execute("""
                    do $$ declare name text; begin
                        for name in select tgname from pg_trigger where tgrelid = 'notes'::regclass and not tgisinternal loop
                            execute format('alter table notes enable always trigger %I', name);
                        end loop;
                    end $$""");
            owner.commit();
        }
    }

    private static String someNote(int account) {
        return "(select max(id) from notes where account = '" + LAYOUT.account(account) + "' and seat = 0)";
    }

    private static Plan plan(PostgresServer legacy, PostgresServer target) {
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName("damaged"),
                Optional.empty(),
                List.of(address("legacy", legacy, PostgresServer.OWNER), address("new", target, PostgresServer.OWNER)),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    private static StoreAddress address(String name, PostgresServer server, String user) {
        return new StoreAddress(
                new StoreName(name), server.url(), Optional.of(user), Optional.of(new Secret("", "none")), 6);
    }

    private static DatabaseSide side(String name, PostgresServer server) {
        return new DatabaseSide(name, server.url(), PostgresServer.OWNER, "");
    }
}
