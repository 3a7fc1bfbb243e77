package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the fake promises is what the real store does: each law of the fence, seen from the application and the mover. */
class MemoryDatabaseTest {
    private static final EntityName NOTE = new EntityName("note");
    private static final MigrationName MIGRATION = new MigrationName("move");
    private static final UnitId UNIT = UnitId.of("a");
    private static final UnitId OTHER = UnitId.of("b");
    private static final Key KEY = new Key("k1");

    private final SeededScheduler scheduler = new SeededScheduler(1);
    private final SimulatedProcess process = scheduler.process("database");
    private final RowShape shape = new RowShape(Entity.of(NOTE, "notes", "id", "creator"), List.of());
    private final MemoryDatabase database = new MemoryDatabase(
            new StoreName("old"),
            new Keyspace(new KeyspaceName("notes"), List.of(shape.entity())),
            process,
            StoreLaws.REAL);
    private final Store store = database.store(RoundTrips.IMMEDIATE);
    private final ApplicationStore<MemoryConnection> application = database.applicationStore(RoundTrips.IMMEDIATE);

    @Test
    void without_fences_everything_is_written_and_nothing_is_judged() {
        write(UNIT, "one");
        assertThat(database.rows(NOTE)).extracting(Row::value).containsExactly("one");
        inTask(() -> assertThatThrownBy(() -> application.standing(UNIT))
                .isInstanceOfSatisfying(
                        StoreRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNFENCED)));
    }

    @Test
    void a_write_in_flight_leaves_its_mark_in_its_own_transaction() {
        start(Role.HOME);
        inTask(() -> {
            try (Session<MemoryConnection> session = application.begin(TransactionOptions.WRITE)) {
                session.connection().put(NOTE, new Row(KEY, UNIT, "one"));
                assertThat(database.marks()).isEmpty();
                session.commit();
            }
        });
        assertThat(database.marks()).extracting(Stored.MarkRow::key).containsExactly(KEY);
    }

    @Test
    void a_mirror_refuses_the_application_and_takes_the_mover_with_the_right_token_only() {
        start(Role.MIRROR);
        assertThat(refusalOf(() -> write(UNIT, "one"))).isEqualTo(Refusal.MOVED);
        inTask(() -> {
            MoverRight first = store.fences().acquire(UNIT, new Epoch(1)).orElseThrow();
            MoverRight second = store.fences().acquire(UNIT, new Epoch(1)).orElseThrow();
            assertThatThrownBy(() -> apply(first, UNIT, "stale")).isInstanceOf(GodwitException.class);
            apply(second, UNIT, "mirrored");
        });
        assertThat(database.rows(NOTE)).extracting(Row::value).containsExactly("mirrored");
    }

    @Test
    void a_mover_leaves_rows_of_other_units_alone() {
        write(OTHER, "other's");
        start(Role.MIRROR);
        inTask(() -> {
            MoverRight right = store.fences().acquire(UNIT, new Epoch(1)).orElseThrow();
            assertThat(apply(right, UNIT, "mine")).containsExactly(KEY);
        });
        assertThat(database.rows(NOTE)).extracting(Row::value).containsExactly("other's");
    }

    @Test
    void a_freeze_refuses_writers_until_its_time_is_over() {
        start(Role.HOME);
        inTask(() -> assertThat(
                        store.fences().change(new FenceChange.Freeze(UNIT, new Epoch(1), Duration.ofMillis(250))))
                .isTrue());
        assertThat(refusalOf(() -> write(UNIT, "too early"))).isEqualTo(Refusal.FROZEN);
        inTask(() -> process.pass(Duration.ofMillis(250)));
        write(UNIT, "late enough");
        assertThat(database.rows(NOTE)).extracting(Row::value).containsExactly("late enough");
    }

    @Test
    void a_frozen_home_is_not_demoted_while_a_mark_exists() {
        start(Role.HOME);
        write(UNIT, "one");
        inTask(() -> {
            store.fences().change(new FenceChange.Freeze(UNIT, new Epoch(1), Duration.ofSeconds(1)));
            assertThat(store.fences().change(new FenceChange.Demote(UNIT, new Epoch(2))))
                    .isFalse();
            store.marks().delete(store.marks().read(UNIT, 0, 10).marks());
            assertThat(store.fences().change(new FenceChange.Demote(UNIT, new Epoch(2))))
                    .isTrue();
        });
        assertThat(database.fence(UNIT).orElseThrow().role()).isEqualTo(Role.MIRROR);
    }

    @Test
    void an_exclusive_change_waits_for_writers_and_gives_up_soon() {
        start(Role.HOME);
        inTask(() -> {
            store.fences().change(new FenceChange.Freeze(UNIT, new Epoch(1), Duration.ZERO));
            try (Session<MemoryConnection> session = application.begin(TransactionOptions.WRITE)) {
                session.connection().put(NOTE, new Row(KEY, UNIT, "slow"));
                assertThat(store.fences().holders(List.of(UNIT))).hasSize(1);
                assertThatThrownBy(() -> store.fences().change(new FenceChange.Demote(UNIT, new Epoch(2))))
                        .isInstanceOf(GodwitException.class)
                        .hasMessageContaining("lock timeout");
            }
            assertThat(store.fences().change(new FenceChange.Demote(UNIT, new Epoch(2))))
                    .isTrue();
        });
    }

    @Test
    void a_fence_that_changed_since_the_snapshot_is_a_conflict() {
        start(Role.HOME);
        inTask(() -> {
            TransactionOptions snapshot = new TransactionOptions(Isolation.REPEATABLE_READ, false, 0);
            try (Session<MemoryConnection> session = application.begin(snapshot)) {
                assertThat(session.connection().get(NOTE, KEY)).isEmpty();
                store.fences().change(new FenceChange.Freeze(UNIT, new Epoch(1), Duration.ofSeconds(1)));
                assertThat(refusalOf(() -> session.connection().put(NOTE, new Row(KEY, UNIT, "old eyes"))))
                        .isEqualTo(Refusal.CONFLICT);
            }
        });
    }

    @Test
    void only_the_heir_is_promoted_and_only_once() {
        start(Role.MIRROR);
        Heir heir = new Heir(new StoreName("new"), new Epoch(3));
        inTask(() -> {
            assertThat(store.fences().change(new FenceChange.Seal(UNIT, new Epoch(1), heir)))
                    .isTrue();
            assertThat(store.fences().acquire(UNIT, new Epoch(2))).isEmpty();
            assertThat(application.completePromotion(UNIT, new Heir(new StoreName("new"), new Epoch(4))))
                    .isFalse();
            assertThat(application.completePromotion(UNIT, heir)).isTrue();
            assertThat(application.completePromotion(UNIT, heir)).isFalse();
        });
        assertThat(database.fence(UNIT).orElseThrow().homeSince()).isEqualTo(new Epoch(3));
    }

    @Test
    void a_standby_that_had_not_received_everything_forgets_it_and_has_another_history() {
        start(Role.HOME);
        inTask(store::flushToStandbys);
        write(UNIT, "not received");
        var before = database.incarnation();
        database.promoteStandby(1);
        assertThat(database.rows(NOTE)).isEmpty();
        assertThat(database.fence(UNIT)).isPresent();
        assertThat(database.incarnation()).isNotEqualTo(before);
    }

    @Test
    void a_restart_breaks_open_transactions_and_keeps_commits() {
        write(UNIT, "kept");
        inTask(() -> {
            try (Session<MemoryConnection> session = application.begin(TransactionOptions.WRITE)) {
                session.connection().put(NOTE, new Row(KEY, UNIT, "lost"));
                database.restart();
                assertThatThrownBy(session::commit).hasMessageContaining("no answer to the commit");
            }
        });
        assertThat(database.rows(NOTE)).extracting(Row::value).containsExactly("kept");
    }

    private void start(Role role) {
        inTask(() -> {
            store.install(role == Role.HOME ? Role.HOME : Role.MOVED);
            store.fences().start(MIGRATION, role, List.of(UNIT));
        });
    }

    private void write(UnitId unit, String value) {
        inTask(() -> {
            try (Session<MemoryConnection> session = application.begin(TransactionOptions.WRITE)) {
                session.connection().put(NOTE, new Row(KEY, unit, value));
                session.commit();
            }
        });
    }

    private List<Key> apply(MoverRight right, UnitId unit, String value) {
        CurrentRows rows =
                new CurrentRows(new MemoryRowBatch(List.of(new Row(KEY, unit, value))), List.of(KEY), List.of());
        return store.rows().apply(right, shape, rows).foreign();
    }

    private static Refusal refusalOf(Runnable work) {
        try {
            work.run();
        } catch (StoreRefusedException e) {
            return e.refusal();
        }
        throw new AssertionError("it was not refused");
    }

    /** Waits are possible in tasks only; within one, work simply goes on. */
    private void inTask(Runnable work) {
        if (scheduler.isRunning()) {
            work.run();
            return;
        }
        process.start("test", work);
        while (scheduler.step()) {
            // on to the next event
        }
        scheduler.takeFailure().ifPresent(failure -> {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (Error) failure;
        });
    }
}
