package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Doctor;
import dev.godwit.engine.doctor.Removal;
import dev.godwit.engine.doctor.Removed;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.jdbc.PostgresStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about stores beside a migration: looking at them, making a mirror equal again, removing everything. */
class UpkeepTest {
    private static final String OURS = "select count(*) from pg_namespace where nspname like 'godwit%'";
    private static final String TRIGGERS = "select count(*) from pg_trigger where not tgisinternal";

    @TempDir
    Path folder;

    private Move move;
    private Plan plan;

    @BeforeEach
    void fill() {
        move = new Move(folder, 3, 10);
        plan = move.plan(new Selection.Listed(List.of(new UnitId("account-1"))), new Selection.All());
    }

    @AfterEach
    void close() {
        move.close();
    }

    @Test
    void aMigrationThatWasStoppedIsHealthyAndShowsWhatIsThere() throws InterruptedException {
        assertThat(examine().findings()).isEmpty();
        assertThat(examine().record()).isEmpty();
        moveAll();

        Diagnosis diagnosis = examine();

        assertThat(diagnosis.healthy()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.record().orElseThrow().phases()).containsEntry("PROBATION", 3L);
        assertThat(diagnosis.stores()).allSatisfy(store -> {
            assertThat(store.answers()).isTrue();
            assertThat(store.inFlight()).isEqualTo(3);
            assertThat(store.objects()).isGreaterThan(10);
        });
        assertThat(diagnosis.stores().getFirst().roles()).containsEntry("MIRROR", 3L);
        assertThat(diagnosis.stores().getLast().roles()).containsEntry("HOME", 3L);
    }

    @Test
    void everythingThatIsWrongIsFoundAtOnce() throws Exception {
        moveAll();
        move.next.execute(
                "alter table notes disable trigger godwit_notes_update; drop trigger godwit_notes_delete on notes");
        move.legacy.execute("insert into godwit_notes.marks (unit, entity, key) values ('nobody', 'note', '1')");
        move.legacy.execute("update godwit_notes.fence set role = 'HOME' where unit = 'account-1'");
        move.next.execute("update godwit_notes.fence set role = 'MIRROR' where unit = 'account-2'");
        move.next.execute("update godwit_notes.fence set role = 'FROZEN', frozen_until = now() + interval '1 hour'"
                + " where unit = 'account-0'");
        try (Connection other = move.legacy.connect();
                Statement statement = other.createStatement()) {
            statement.execute("begin; insert into notes values (5000, 'born', 'x'); prepare transaction 'forgotten'");
            Diagnosis lost = Doctor.examine(
                    plan,
                    PlanStores.of(move.source, move.target),
                    EngineSettings.of("doctor", "jdbc:sqlite:" + folder.resolve("another.db")));

            assertThat(lost.healthy()).isFalse();
            assertThat(lost.findings())
                    .extracting(problem -> problem.code() + " " + problem.place())
                    .contains(
                            "INSTALLATION_INCOMPLETE store new",
                            "CONTROL_STORE_LOST store legacy",
                            "CONTROL_STORE_LOST store new",
                            "FENCE_LOST unit account-1",
                            "NO_HOME unit account-2",
                            "UNIT_FROZEN store new, unit account-0",
                            "PREPARED_TRANSACTION store legacy",
                            "LEFTOVERS store legacy");
            assertThat(lost.findings())
                    .filteredOn(problem -> problem.code() == ErrorCode.INSTALLATION_INCOMPLETE)
                    .extracting(Problem::message)
                    .anyMatch(message -> message.contains("godwit_notes_delete") && message.contains("is missing"))
                    .anyMatch(message -> message.contains("godwit_notes_update") && message.contains("does not fire"));
        } finally {
            move.legacy.execute("rollback prepared 'forgotten'");
        }
    }

    @Test
    void aStoreThatIsDownHidesNothingOfTheOther() throws InterruptedException {
        moveAll();
        StoreAddress nowhere = new StoreAddress(
                new StoreName("new"), "jdbc:postgresql://127.0.0.1:1/none", Optional.of("x"), Optional.empty(), 2);
        Keyspace keyspace = plan.keyspace();
        try (Store down = PostgresStores.open(keyspace, nowhere)) {
            Diagnosis diagnosis = Doctor.examine(plan, PlanStores.of(move.source, down), move.settings);

            assertThat(diagnosis.healthy()).isFalse();
            assertThat(diagnosis.findings()).extracting(Problem::code).containsExactly(ErrorCode.STORE_UNREACHABLE);
            assertThat(diagnosis.stores().getFirst().inFlight()).isEqualTo(3);
            assertThat(diagnosis.stores().getLast().answers()).isFalse();
        }
    }

    @Test
    void aMirrorThatSomebodySpoiledIsMadeEqualByRepair() throws InterruptedException {
        try (Engine engine = move.open(plan, PausePoints.NONE)) {
            engine.start();
            moved(engine);
            move.legacy.execute("select godwit_notes.mover_enter(unit, epoch, token) from godwit_notes.fence"
                    + " where unit = 'account-1'; update notes set content = 'spoiled' where id = 1;"
                    + " delete from notes where id = 4");
            Move.command(engine, CommandKind.VERIFY, "wave-1");
            await().untilAsserted(() -> assertThat(engine.status().attention())
                    .singleElement()
                    .satisfies(unit -> assertThat(unit.reason()).contains("ROWS_DIFFER", "2 rows")));
            assertThat(examine().findings()).extracting(Problem::code).containsExactly(ErrorCode.ROWS_DIFFER);

            assertThat(Move.command(engine, CommandKind.REPAIR, "wave-1")).startsWith("1 unit is compared");

            await().untilAsserted(() -> assertThat(Move.content(move.legacy)).isEqualTo(Move.content(move.next)));
            await().untilAsserted(() -> assertThat(engine.journal(50))
                    .anySatisfy(entry -> assertThat(entry.message()).endsWith("rows compared, equal")));
            assertThat(engine.status().attention()).isEmpty();
            // It was repaired once; what differs later is a finding again.
            move.legacy.execute("select godwit_notes.mover_enter(unit, epoch, token) from godwit_notes.fence"
                    + " where unit = 'account-1'; update notes set content = 'spoiled' where id = 1");
            Move.command(engine, CommandKind.VERIFY, "wave-1");
            await().untilAsserted(() -> assertThat(engine.status().attention()).hasSize(1));
        }
    }

    @Test
    void everythingIsRemovedWhenNothingNeedsIt() throws InterruptedException {
        moveAll();
        refused("migration notes-move has not ended");
        Move.Wired finishing = move.wire(plan, BacklogLimits.DEFAULT);
        finishing.run().start();
        finishing.command(CommandKind.FINALIZE);
        finishing.run().awaitEnd();
        finishing.close();
        assertThat(examine().findings()).extracting(Problem::code).containsOnly(ErrorCode.LEFTOVERS);
        String rows = Move.content(move.next);

        List<Removed> removed = Removal.remove(plan, PlanStores.of(move.source, move.target), move.settings);

        assertThat(removed)
                .hasSize(2)
                .allSatisfy(store -> assertThat(store.removed()).contains("schema godwit_notes"));
        assertThat(move.legacy.ask(OURS) + move.next.ask(OURS) + move.legacy.ask(TRIGGERS) + move.next.ask(TRIGGERS))
                .isEqualTo("0000");
        assertThat(Move.content(move.next)).isEqualTo(rows);
        assertThat(examine().findings()).isEmpty();
        assertThat(Removal.remove(plan, PlanStores.of(move.source, move.target), move.settings))
                .allSatisfy(store -> assertThat(store.removed()).isEmpty());
        move.next.execute("insert into notes values (6000, 'anybody', 'free')");
    }

    @Test
    void nothingIsRemovedThatStillDecidesSomething() throws InterruptedException {
        moveAll();
        EngineSettings lost = EngineSettings.of("removal", "jdbc:sqlite:" + folder.resolve("another.db"));
        refused(lost, "unit account-0 is in flight in store legacy");
        move.legacy.execute("update godwit_notes.fence set in_flight = false, role = 'HOME' where unit = 'account-1';"
                + " update godwit_notes.fence set in_flight = false");
        move.next.execute("update godwit_notes.fence set in_flight = false");
        refused(lost, "units live in 2 stores");
        assertThat(move.legacy.ask(OURS) + move.next.ask(OURS)).isEqualTo("11");
    }

    private void refused(String why) {
        refused(move.settings, why);
    }

    private void refused(EngineSettings settings, String why) {
        assertThatThrownBy(() -> Removal.remove(plan, PlanStores.of(move.source, move.target), settings))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.REMOVAL_REFUSED));
    }

    /** Moves all units, and stops the server then. */
    private void moveAll() throws InterruptedException {
        try (Engine engine = move.open(plan, PausePoints.NONE)) {
            engine.start();
            moved(engine);
        }
    }

    private static void moved(Engine engine) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 3L));
    }

    private Diagnosis examine() {
        return Doctor.examine(plan, PlanStores.of(move.source, move.target), move.settings);
    }
}
