package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeySequences;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Throttle;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.doctor.Doctor;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.keys.KeyRanges;
import dev.godwit.engine.internal.unit.Stores;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.ControlStore.StepState;
import dev.godwit.jdbc.PostgresStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stores hand out keys of one table, and no key twice, whatever way its units go. */
class KeyRangesTest {
    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final long BOUND = 1_000_010;

    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();
    private final Keyspace keyspace = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));
    private final Store source = PostgresStores.open(keyspace, legacy.address("legacy"));
    private final Store target = PostgresStores.open(keyspace, next.address("new"));
    private final List<Long> handedOut = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void no_key_is_handed_out_twice_there_and_back_and_there_again() throws InterruptedException {
        tables("bigint generated always as identity (cache 10)");
        try (Engine engine = open(Keys.RANGES)) {
            engine.start();
            awaitPhase(engine, "first", Phase.PROBATION);
            Move.command(engine, CommandKind.APPROVE, "second");
            awaitPhase(engine, "second", Phase.PROBATION);
            Move.command(engine, CommandKind.ROLLBACK, "second");
            awaitPhase(engine, "second", Phase.SYNCED);
            write(3);
            assertThat(next.ask("select min(id) from notes where creator = 'ann' and id > " + BOUND))
                    .isEqualTo(Long.toString(BOUND + 1));
            await().untilAsserted(() -> assertThat(Move.content(legacy)).isEqualTo(Move.content(next)));
            Move.command(engine, CommandKind.ROLLBACK, "first");
            awaitPhase(engine, "first", Phase.SYNCED);
            write(3);
            assertThat(handedOut.subList(handedOut.size() - 6, handedOut.size()))
                    .allMatch(id -> id <= BOUND);
            Move.command(engine, CommandKind.CUTOVER, "first");
            awaitPhase(engine, "first", Phase.PROBATION);
            write(3);
            await().untilAsserted(() -> assertThat(engine.status().keyRanges())
                    .containsExactly("note.id: legacy up to 1,000,010 (0 % used), new above"));
            assertThat(journal(engine)).contains("note.id: legacy hands out 11 to 1,000,010, new those above");
            Move.command(engine, CommandKind.CUTOVER, "second");
            awaitPhase(engine, "second", Phase.PROBATION);
            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            write(3);
            assertThat(handedOut).doesNotHaveDuplicates();
            assertThat(next.ask("select count(*) from notes")).isEqualTo(Integer.toString(handedOut.size() + 5));
        }
    }

    @Test
    void the_source_never_comes_to_keys_that_the_target_made_before_an_abort() throws InterruptedException {
        tables("bigint generated by default as identity");
        try (Engine engine = open(Keys.RANGES)) {
            engine.start();
            awaitPhase(engine, "first", Phase.PROBATION);
            write(2);
            Move.command(engine, CommandKind.ABORT);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.ABORTED);
        }
        assertThat(legacy.ask("select max(id) from notes")).isEqualTo("1000007");
        write(1);
        assertThat(legacy.ask("select max(id) from notes")).isEqualTo("1000009");
    }

    @Test
    void a_range_that_is_nearly_used_is_followed_by_one_above_the_other_store() throws InterruptedException {
        tables("bigserial");
        try (Engine engine = open(Keys.RANGES)) {
            engine.start();
            awaitPhase(engine, "first", Phase.PROBATION);
            legacy.execute("select setval('notes_id_seq', 900000)");
            // Who set this one back has to be overtaken first.
            next.execute("select setval('notes_id_seq', 7, false)");
            await().untilAsserted(() -> assertThat(journal(engine))
                    .contains("note.id: new hands out 1,000,006 to 2,000,010, legacy those above"));
            await().untilAsserted(() ->
                    assertThat(next.ask("select last_value from notes_id_seq")).isEqualTo("1000006"));
            write(1);
            assertThat(handedOut.getLast()).isGreaterThan(2_000_010);
            assertThat(engine.status().alarms()).isEmpty();
            Move.command(engine, CommandKind.APPROVE, "second");
            awaitPhase(engine, "second", Phase.PROBATION);
            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            write(1);
            assertThat(handedOut).doesNotHaveDuplicates();
            assertThat(handedOut.getLast()).isGreaterThan(handedOut.get(handedOut.size() - 3));
        }
    }

    @Test
    void a_range_that_was_left_or_can_not_be_widened_is_told() throws InterruptedException {
        tables("smallint generated by default as identity");
        Plan plan = plan(Keys.RANGES);
        try (Engine engine = open(Keys.RANGES)) {
            engine.start();
            engine.watchAlarms();
            awaitPhase(engine, "first", Phase.PROBATION);
            next.execute("select setval('notes_id_seq', 32000)");
            legacy.execute("select setval('notes_id_seq', 20000)");
            await().untilAsserted(() -> assertThat(engine.status().alarms())
                    .filteredOn(alarm -> alarm.kind() == AlarmKind.KEY_RANGE)
                    .extracting(Alarm::message)
                    .containsExactly(
                            "KEY_RANGE_LEFT: legacy: note.id: public.notes_id_seq has handed out 20,000, and from"
                                    + " 16,387 on keys are those of new: " + ErrorCode.KEY_RANGE_LEFT.nextStep()));
            assertThat(engine.status().flags().attention().orElse("")).startsWith("KEY_RANGE_LEFT: legacy");
        }
        assertThat(doctor(plan))
                .contains("KEY_RANGE_LEFT legacy: note.id")
                .contains("KEY_RANGE_LEFT migration notes-move");
        legacy.execute("select setval('notes_id_seq', 15000)");
        assertThat(doctor(plan)).contains("KEY_RANGE_TOO_SMALL legacy: note.id");
        next.execute("select setval('notes_id_seq', 1000)");
        assertThat(doctor(plan)).contains("KEY_RANGE_LEFT new: note.id");
    }

    @Test
    void a_plan_that_does_not_ask_for_ranges_and_a_type_without_room_are_refused() {
        tables("smallint generated by default as identity");
        assertThat(check(Keys.REFUSE)).containsExactly("KEY_GENERATED_TWICE new: notes.id");
        assertThat(check(Keys.RANGES)).isEmpty();
        legacy.execute("insert into notes (id, creator) values (31000, 'ann')");
        assertThat(check(Keys.RANGES)).containsExactly("KEY_RANGE_TOO_SMALL new: note.id");
        assertThatThrownBy(() -> open(Keys.RANGES)).isInstanceOf(ProblemsException.class);
    }

    @Test
    void keys_that_are_no_numbers_have_no_ranges() {
        for (Database store : List.of(legacy, next)) {
            store.execute("create sequence ids; create table notes (id text primary key default 'n' || nextval('ids'),"
                    + " creator text not null); create index on notes (creator, id);"
                    + " insert into notes (creator) values ('ann')");
        }
        next.execute("delete from notes");
        assertThat(check(Keys.RANGES)).containsExactly("KEY_GENERATED_TWICE new: note.id");
    }

    @Test
    void sessions_that_hold_values_of_the_target_are_named() {
        tables("bigint generated by default as identity (cache 10)");
        next.execute("select nextval('notes_id_seq')");
        assertThat(Preflight.check(plan(Keys.RANGES), List.of(source, target), History.NONE))
                .extracting(Problem::severity, Problem::code)
                .containsExactly(tuple(Problem.Severity.WARNING, ErrorCode.KEY_GENERATED_TWICE));
    }

    @Test
    void what_was_recorded_before_a_crash_is_what_is_set() {
        tables("bigserial");
        Plan plan = plan(Keys.RANGES);
        try (ControlStore control = control()) {
            control.create(plan, "fingerprint");
            control.recordStep(plan.migration(), plan.migration().value(), KeyRanges.STEP, StepState.STARTED);
            assertThatThrownBy(() -> ranges(plan, dying(target), control).start())
                    .hasMessageContaining("died");
            assertThat(next.ask("select last_value from notes_id_seq")).isEqualTo("1");
            assertThat(ranges(plan, target, control).isSet()).isFalse();
            // A choice that is made now would be another one.
            legacy.execute("select setval('notes_id_seq', 5000000)");
            ranges(plan, target, control).start();
            assertThat(next.ask("select last_value || ' ' || is_called from notes_id_seq"))
                    .isEqualTo("1000006 false");
            assertThat(ranges(plan, target, control).isSet()).isTrue();
        }
    }

    private void tables(String type) {
        String table = "create table notes (id " + type + " primary key, creator text not null, content text);"
                + " create index notes_creator on notes (creator, id);";
        legacy.execute(table);
        next.execute(table);
        legacy.execute("insert into notes (creator) select case when n < 4 then 'ann' else 'bob' end"
                + " from generate_series(1, 5) n");
    }

    /** Rows of both users, each in whichever store is home, with keys that the database makes. */
    private void write(int times) {
        for (int i = 0; i < times; i++) {
            for (String user : List.of(ANN, BOB)) {
                handedOut.add(await().ignoreExceptions()
                        .until(() -> insert(user), Optional::isPresent)
                        .orElseThrow());
            }
        }
    }

    private Optional<Long> insert(String user) {
        for (Database store : List.of(legacy, next)) {
            try {
                return Optional.of(
                        Long.valueOf(store.ask("insert into notes (creator) values ('" + user + "') returning id")));
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getCause()).contains("GODWIT")) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private Engine open(Keys keys) {
        return Engine.open(
                plan(keys),
                PlanStores.of(source, target),
                ControlPlace.SQLITE.settings(folder),
                new SystemTime(),
                new ThreadTasks(),
                PausePoints.NONE);
    }

    private ControlStore control() {
        return ControlStores.open(ControlPlace.SQLITE.settings(folder), new SystemTime(), () -> {});
    }

    private KeyRanges ranges(Plan plan, Store to, ControlStore control) {
        return new KeyRanges(plan, Stores.of(keyspace, PlanStores.of(source, to), Map.of(), Map.of()), control);
    }

    /** A store whose process dies when it is to move a sequence. */
    private static Store dying(Store store) {
        KeySequences dying = proxy(KeySequences.class, store.keySequences(), "goOnBeyond", () -> {
            throw new IllegalStateException("died");
        });
        return proxy(Store.class, store, "keySequences", () -> dying);
    }

    private static <T> T proxy(Class<T> type, T behind, String method, Supplier<Object> instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, values) -> {
                    if (called.getName().equals(method)) {
                        return instead.get();
                    }
                    try {
                        return called.invoke(behind, values);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private List<String> check(Keys keys) {
        return Preflight.check(plan(keys), List.of(source, target), History.NONE).stream()
                .map(problem -> problem.code() + " " + problem.place())
                .toList();
    }

    private List<String> doctor(Plan plan) {
        return Doctor.examine(plan, PlanStores.of(source, target), ControlPlace.SQLITE.settings(folder))
                .findings()
                .stream()
                .map(problem -> problem.code() + " " + problem.place())
                .toList();
    }

    private static List<String> journal(Engine engine) {
        return engine.journal(1_000).stream().map(JournalEntry::message).toList();
    }

    private static void awaitPhase(Engine engine, String wave, Phase phase) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.units(
                                new UnitFilter(Optional.of(phase), Optional.of(new WaveName(wave)), Optional.empty()),
                                10))
                        .as(() -> engine.status().toString() + journal(engine))
                        .hasSize(1));
    }

    private Plan plan(Keys keys) {
        StoreAddress from = legacy.address("legacy");
        StoreAddress to = next.address("new");
        return new Plan(
                keyspace,
                new MigrationName("notes-move"),
                Optional.empty(),
                List.of(from, to),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(
                        new Wave(new WaveName("first"), new Selection.Listed(List.of(new UnitId(ANN))), false),
                        new Wave(new WaveName("second"), new Selection.All(), true)),
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                Throttle.NONE,
                keys,
                Plan.NewUnits.SOURCE,
                new Accept(Set.of(), Set.of(), false));
    }
}
