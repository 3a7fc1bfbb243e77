package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of one keyspace that run at once: what one has brought somewhere another one takes on, or back. */
class SeveralMigrationsTest {
    private static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));
    private static final Selection ASKED = new Selection.OnRequest();
    private static final UnitId ANN = UnitId.of("account-1");
    private static final UnitId BOB = UnitId.of("account-2");

    @TempDir
    Path folder;

    private final Map<String, Database> databases =
            Map.of("legacy", TestDatabases.create(), "new", TestDatabases.create(), "second", TestDatabases.create());
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private EngineSettings settings;
    private Engines engines;

    @BeforeEach
    void fill() {
        databases.values().forEach(database -> database.execute(Move.TABLE));
        database("legacy")
                .execute("insert into notes select n, 'account-' || (n % 4), 'content ' || n"
                        + " from generate_series(1, 120) n");
        settings = ControlPlace.SQLITE.settings(folder);
        engines = open();
    }

    @AfterEach
    void close() throws Exception {
        closeAll();
    }

    @Test
    void aUnitGoesOnAndBackWhileOthersAreOnTheirWay() throws Exception {
        Engine first = started(plan("legacy", "new", ASKED));
        move(first, ANN);
        move(first, BOB);
        Engine second = started(plan("new", "second", ASKED));
        String content = content("new", ANN);

        refused(second, ANN, ErrorCode.UNIT_ELSEWHERE, "on its way from legacy to new");
        refused(second, UnitId.of("account-3"), ErrorCode.UNIT_ELSEWHERE, "such units live elsewhere");
        settle(first, ANN);
        move(second, ANN);
        assertThat(content("second", ANN)).isEqualTo(content);
        insert("second", 1_001, ANN);
        assertThat(catchThrowable(() -> insert("new", 1_002, ANN))).hasStackTraceContaining("GODWIT MOVED");
        assertThat(catchThrowable(() -> insert("legacy", 1_003, ANN))).hasStackTraceContaining("GODWIT MOVED");

        // What one has let go it neither shows nor touches any more.
        assertThat(first.units(filter(ANN), 1)).isEmpty();
        give(second, CommandKind.PAUSE, ANN);
        first.command(new Command(CommandKind.RESUME, Scope.MIGRATION, "", "test"));
        assertThat(second.units(filter(ANN), 1).getFirst().flags().paused()).isPresent();
        give(second, CommandKind.RESUME, ANN);
        refused(first, ANN, ErrorCode.UNIT_ELSEWHERE, "in migration new-second");

        // Back to where it came from, and there again: rows and cursors of the first time are no hindrance.
        settle(second, ANN);
        Engine back = started(plan("second", "legacy", ASKED));
        move(back, ANN);
        insert("legacy", 1_004, ANN);
        settle(back, ANN);
        restart();
        first = started(plan("legacy", "new", ASKED));
        second = started(plan("new", "second", ASKED));
        move(first, ANN);
        insert("new", 1_005, ANN);
        assertThat(ids("new", ANN)).contains("1001", "1004", "1005");
        await().untilAsserted(() -> assertThat(ids("legacy", ANN)).isEqualTo(ids("new", ANN)));

        // One is undone while another one lives on: the fences stay where they are needed.
        second.command(new Command(CommandKind.ABORT, Scope.MIGRATION, "", "test"));
        assertThat(second.awaitEnd()).isEqualTo(EndState.ABORTED);
        insert("new", 1_006, BOB);
        await().untilAsserted(() -> assertThat(ids("legacy", BOB)).contains("1006"));
        assertThat(catchThrowable(() -> insert("legacy", 1_007, BOB))).hasStackTraceContaining("GODWIT MOVED");
        assertThat(first.units(UnitFilter.ALL, 10)).hasSize(2).allMatch(unit -> unit.phase() == Phase.PROBATION);
    }

    @Test
    void theDefaultHomeMovesOnlyWithTheUnitsThatLiveByIt() throws Exception {
        Engine first = started(plan("legacy", "new", ASKED, new Selection.All()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(first.status().stage()).isEqualTo("probation"));
        settle(first, ANN);
        Engine second = started(plan("new", "second", ASKED, new Selection.Percent(100)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(second.status().stage()).isEqualTo("probation"));
        assertThat(second.units(UnitFilter.ALL, 10))
                .extracting(unit -> unit.unit())
                .containsExactly(ANN);

        finish(second);
        assertThat(second.awaitEnd()).isEqualTo(EndState.FINALIZED);
        assertThat(defaultRole("legacy")).isEqualTo("HOME");
        finish(first);
        assertThat(first.awaitEnd()).isEqualTo(EndState.FINALIZED);
        assertThat(List.of(defaultRole("legacy"), defaultRole("new"), defaultRole("second")))
                .containsExactly("MOVED", "HOME", "MOVED");
        insert("new", 1_001, UnitId.of("born"));
        insert("second", 1_002, ANN);
        assertThat(database("legacy").ask("select count(*) from notes")).isEqualTo("0");

        Engine third = started(plan("second", "new", new Selection.All()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(third.status().stage()).isEqualTo("probation"));
        finish(third);
        assertThat(third.awaitEnd()).isEqualTo(EndState.FINALIZED);
        assertThat(database("new").ask("select count(*) from notes")).isEqualTo("122");
        assertThat(defaultRole("second")).isEqualTo("MOVED");
    }

    @Test
    void whatGoesToAThirdStoreIsLeftOutByTheMigrationOfAll() throws Exception {
        UnitId late = UnitId.of("late");
        UnitId empty = UnitId.of("empty");
        Engine second = started(plan("legacy", "second", ASKED));
        move(second, ANN);
        move(second, empty);
        Engine first = started(plan("legacy", "new", ASKED, new Selection.All()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(first.status().stage()).isEqualTo("probation"));
        insert("legacy", 1_001, late);
        move(second, late);
        give(second, CommandKind.ABORT, late);
        awaitPhase(second, late, Phase.SETTLED);
        // Taken, and not begun to move: it lives in the source by default, which can't be given up yet.
        UnitId waiting = UnitId.of("waiting");
        second.command(new Command(CommandKind.PAUSE, Scope.MIGRATION, "", "test"));
        give(second, CommandKind.MOVE, waiting);

        finish(first);
        await().during(Duration.ofMillis(500)).until(() -> defaultRole("legacy").equals("HOME"));
        second.command(new Command(CommandKind.RESUME, Scope.MIGRATION, "", "test"));
        assertThat(first.awaitEnd()).isEqualTo(EndState.FINALIZED);
        assertThat(List.of(defaultRole("legacy"), defaultRole("new"), defaultRole("second")))
                .containsExactly("MOVED", "HOME", "MOVED");
        assertThat(ids("new", late)).isEqualTo("1001");
        assertThat(second.units(UnitFilter.ALL, 10))
                .extracting(unit -> unit.unit())
                .containsExactly(ANN, empty, waiting);
        awaitPhase(second, waiting, Phase.PROBATION);
        for (UnitId elsewhere : List.of(ANN, empty, waiting)) {
            assertThat(catchThrowable(() -> insert("new", 1_002, elsewhere))).hasStackTraceContaining("GODWIT MOVED");
        }
        insert("second", 1_003, empty);
        give(second, CommandKind.ABORT, ANN);
        awaitPhase(second, ANN, Phase.SETTLED);
        insert("legacy", 1_004, ANN);
        assertThat(catchThrowable(() -> insert("new", 1_005, ANN))).hasStackTraceContaining("GODWIT MOVED");
    }

    @Test
    void whatCannotRunAtOnceIsRefusedAndChangesNothing() {
        started(plan("legacy", "new", ASKED, new Selection.All()));
        collides(plan("legacy", "second", new Selection.All()), "both take all units");
        collides(plan("legacy", "new", ASKED), "runs here already");
        collides(with(plan("new", "second", ASKED), Keys.RANGES, NewUnits.SOURCE), "runs alone");
        collides(with(plan("new", "second", ASKED), Keys.REFUSE, NewUnits.TARGET), "runs alone");
        collides(plan("second", "legacy", ASKED), "no migration has brought any to second");
        Plan moved = plan("new", "second", ASKED);
        collides(
                withStores(moved, List.of(address("legacy", "new"), address("second", "second"))),
                "the same name or the same URL");
        assertThat(database("second").ask("select count(*) from pg_namespace where nspname = 'godwit_notes'"))
                .isEqualTo("0");
    }

    private Engines open() {
        Engines open = Engines.open(settings, new SystemTime(), new ThreadTasks(), PausePoints.NONE);
        opened.push(open);
        return open;
    }

    private void restart() throws Exception {
        closeAll();
        engines = open();
    }

    private void closeAll() throws Exception {
        // The engines first, then their stores.
        engines.close();
        opened.remove(engines);
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private Engine started(Plan plan) {
        Engine engine = added(plan);
        engine.start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(engine.status().waves().getFirst().stage()).isNotEqualTo("waiting"));
        return engine;
    }

    private Engine added(Plan plan) {
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
        opened.push(stores);
        return engines.add(plan, stores);
    }

    private void collides(Plan plan, String why) {
        assertThatThrownBy(() -> added(plan))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MIGRATIONS_COLLIDE));
    }

    private static void move(Engine engine, UnitId unit) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> give(engine, CommandKind.MOVE, unit));
        awaitPhase(engine, unit, Phase.PROBATION);
    }

    /** Accepts the move of a unit, and waits until nothing is left of it in the source. */
    private void settle(Engine engine, UnitId unit) {
        engine.command(new Command(CommandKind.FINALIZE, scope(unit), "a test may", "test"));
        Database source = database(engine.status().source());
        awaitPhase(engine, unit, Phase.SETTLED);
        await().until(() -> source.ask("select count(*) from notes where creator = '" + unit + "'")
                .equals("0"));
    }

    private static void finish(Engine engine) {
        engine.command(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "a test may", "test"));
    }

    private static void awaitPhase(Engine engine, UnitId unit, Phase phase) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.units(filter(unit), 1))
                        .extracting(view -> view.phase() + " " + view.flags().attention())
                        .containsExactly(phase + " Optional.empty"));
    }

    private static void refused(Engine engine, UnitId unit, ErrorCode code, String why) {
        assertThatThrownBy(() -> give(engine, CommandKind.MOVE, unit))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static String give(Engine engine, CommandKind kind, UnitId unit) {
        return engine.command(new Command(kind, scope(unit), "", "test"));
    }

    private static Scope scope(UnitId unit) {
        return new Scope(Optional.empty(), Optional.of(unit));
    }

    private static UnitFilter filter(UnitId unit) {
        return new UnitFilter(Optional.empty(), Optional.empty(), Optional.of(unit));
    }

    private Database database(String name) {
        return Optional.ofNullable(databases.get(name)).orElseThrow();
    }

    private String content(String store, UnitId unit) {
        return database(store)
                .ask("select count(*) || md5(string_agg(notes::text, ',' order by id)) from notes where creator = '"
                        + unit + "'");
    }

    private String ids(String store, UnitId unit) {
        return database(store)
                .ask("select string_agg(id::text, ',' order by id) from notes where creator = '" + unit + "'");
    }

    private String defaultRole(String store) {
        return database(store).ask("select role from godwit_notes.default_fence");
    }

    private void insert(String store, int id, UnitId unit) {
        database(store).execute("insert into notes values (" + id + ", '" + unit + "', 'x')");
    }

    private StoreAddress address(String database, String name) {
        return database(database).address(name);
    }

    private Plan plan(String source, String target, Selection... selections) {
        List<Wave> waves = IntStream.range(0, selections.length)
                .mapToObj(i -> new Wave(new WaveName("wave-" + (i + 1)), selections[i], false))
                .toList();
        return new Plan(
                KEYSPACE,
                new MigrationName(source + "-" + target),
                Optional.empty(),
                List.of(address(source, source), address(target, target)),
                new StoreName(source),
                new StoreName(target),
                waves,
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    private static Plan with(Plan plan, Keys keys, NewUnits newUnits) {
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                plan.deadline(),
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                plan.cutover(),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                plan.throttle(),
                keys,
                newUnits,
                plan.accept());
    }

    private static Plan withStores(Plan plan, List<StoreAddress> stores) {
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                plan.deadline(),
                stores,
                plan.source(),
                plan.target(),
                plan.waves(),
                plan.cutover(),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                plan.accept());
    }
}
