package dev.godwit.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.checker.RunChecks;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.Secret;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.router.Router;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users behind a router, while nothing moves: everything they see has to be right. */
class RoutedUsersTest {
    private static final NoteLayout LAYOUT = new NoteLayout(20, 30);
    private static final StoreName LEGACY = new StoreName("legacy");

    @TempDir
    Path folder;

    private final Misses misses = new Misses();
    private final Tally tally = new Tally();

    @Test
    void nothing_is_wrong_behind_a_router() throws Exception {
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        try (PostgresServer server = PostgresServer.start("routed", Map.of("fsync", "off"))) {
            try (Connection owner = server.connect(PostgresServer.OWNER)) {
                FirstNotes.createTable(owner);
                FirstNotes.load(owner, ledger);
            }
            try (Store store = PostgresStores.open(NotesKeyspace.KEYSPACE, address(server, PostgresServer.OWNER))) {
                store.install(Role.HOME);
            }
            RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
            try (HistoryRecorder recorder = checks.recorder("users")) {
                run(server, ledger, recorder);
            }
            assertThat(misses.texts()).isEmpty();
            assertThat(tally.errorTexts()).isEmpty();
            DatabaseSide store = new DatabaseSide("legacy", server.url(), PostgresServer.OWNER, "");
            checks.look("look", store);
            assertThat(checks.histories().texts()).isEmpty();
            assertThat(checks.starsSeen().texts()).isEmpty();
            assertThat(checks.starsSeen().checked()).isPositive();
            assertThat(checks.starsIn(store).texts()).isEmpty();
        }
    }

    private void run(PostgresServer server, Ledger ledger, HistoryRecorder recorder) throws InterruptedException {
        try (ApplicationStore<Connection> store = PostgresStores.openForApplication(
                        NotesKeyspace.KEYSPACE, address(server, FirstNotes.APPLICATION));
                Router<Connection> router =
                        Router.connect(new StillControlPlane(LEGACY), NotesKeyspace.KEYSPACE.name(), List.of(store));
                Workload users = new Workload(
                        new Workload.Settings(0, 1, 3, 0, 20, 1),
                        new RecordedNotes(new RoutedNotes(router), LAYOUT, recorder),
                        ledger,
                        misses,
                        tally)) {
            assertThat(router.awaitLease(Duration.ofSeconds(5))).isTrue();
            users.start();
            users.visit(LAYOUT.account(7));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> tally.operations() > 3_000 || tally.errors() > 20 || misses.count() > 20);
        }
    }

    private static StoreAddress address(PostgresServer server, String user) {
        return new StoreAddress(LEGACY, server.url(), Optional.of(user), Optional.of(new Secret("", "none")), 10);
    }
}
