package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Signal;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.internal.ControlRoom;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.alarm.AlarmTerms;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.jdbc.PostgresStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small move between two databases, for tests: accounts with notes. */
final class Move implements AutoCloseable {
    static final String TABLE = "create table notes (id bigint primary key, creator text not null, content text);"
            + " create index notes_creator on notes (creator, id)";

    /** Alarms begin and end at once, but for those that take minutes or days. */
    static final AlarmTerms QUICK = new AlarmTerms(
            Duration.ofMillis(20),
            Duration.ofMillis(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofSeconds(15),
            Duration.ofMillis(500),
            Duration.ofDays(3),
            Duration.ofHours(1));

    final Database legacy = TestDatabases.create();
    final Database next = TestDatabases.create();
    private Optional<Leadership> leadership = Optional.empty();
    final EngineSettings settings;
    private final Keyspace keyspace = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));
    final Store source = PostgresStores.open(keyspace, legacy.address("legacy"));
    final Store target = PostgresStores.open(keyspace, next.address("new"));

    Move(Path folder, int accounts, int notes) {
        this(ControlPlace.SQLITE.settings(folder), accounts, notes);
    }

    Move(EngineSettings settings, int accounts, int notes) {
        this.settings = settings;
        legacy.execute(TABLE);
        next.execute(TABLE);
        legacy.execute("insert into notes select n, 'account-' || (n % " + accounts + "), 'content ' || n"
                + " from generate_series(1, " + accounts * notes + ") n");
    }

    Plan plan(Selection... selections) {
        return plan(false, selections);
    }

    /** A plan whose waves begin when somebody approves. */
    Plan planWithApprovedWaves(Selection... selections) {
        return plan(true, selections);
    }

    static Plan due(Plan plan, Instant deadline) {
        return with(plan, Optional.of(deadline), plan.probation());
    }

    static Plan onProbation(Plan plan, Duration probation) {
        return with(plan, plan.deadline(), probation);
    }

    /** Writers are kept out while units are copied, at most so long. */
    static Plan offline(Plan plan, Duration window) {
        return with(
                plan,
                plan.deadline(),
                plan.probation(),
                new Cutover(plan.cutover().maxPause(), false, Optional.of(window)));
    }

    /** Units rest before their cutover until somebody approves it. */
    static Plan withApprovedCutovers(Plan plan) {
        return with(
                plan,
                plan.deadline(),
                plan.probation(),
                new Cutover(plan.cutover().maxPause(), true));
    }

    /** A plan that names a store which takes no part in the move. */
    static Plan with(Plan plan, Plan.StoreAddress other) {
        List<Plan.StoreAddress> stores = new ArrayList<>(plan.stores());
        stores.add(other);
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

    /** Units are born in the target as soon as all others are moved. */
    static Plan withNewUnitsInTarget(Plan plan) {
        return with(plan, plan.keys(), Plan.NewUnits.TARGET);
    }

    /** Each store hands out keys of its own. */
    static Plan withKeyRanges(Plan plan) {
        return with(plan, Plan.Keys.RANGES, plan.newUnits());
    }

    private static Plan with(Plan plan, Plan.Keys keys, Plan.NewUnits newUnits) {
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

    private static Plan with(Plan plan, Optional<Instant> deadline, Duration probation) {
        return with(plan, deadline, probation, plan.cutover());
    }

    private static Plan with(Plan plan, Optional<Instant> deadline, Duration probation, Cutover cutover) {
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                deadline,
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                cutover,
                plan.onMismatch(),
                probation,
                plan.retention(),
                plan.accept());
    }

    private Plan plan(boolean approve, Selection... selections) {
        List<Wave> waves = new ArrayList<>();
        for (Selection selection : selections) {
            waves.add(new Wave(new WaveName("wave-" + (waves.size() + 1)), selection, approve));
        }
        return new Plan(
                keyspace,
                new MigrationName("notes-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                waves,
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    Engine open(Plan plan, PausePoints pausePoints) {
        return Engine.open(
                plan, PlanStores.of(source, target), settings, new SystemTime(), new ThreadTasks(), pausePoints);
    }

    /** An engine without its shell, so that a test can set the limits of what may wait to be mirrored. */
    Wired wire(Plan plan, BacklogLimits limits) {
        return wire(plan, limits, QUICK);
    }

    /** The same with other ideas of what lasts long enough to be an alarm. */
    Wired wire(Plan plan, BacklogLimits limits, AlarmTerms alarms) {
        SystemTime time = new SystemTime();
        Signal changed = time.signal();
        ControlStore control = ControlStores.open(settings, time, changed::raise);
        if (control.migration(plan.migration()).isEmpty()) {
            control.create(plan, "fingerprint");
        }
        EnginePorts ports =
                new EnginePorts(control, changed, time, new ThreadTasks(), PausePoints.NONE, MoverSettings.DEFAULT);
        Leadership newest = new Leadership(control, "test", ports.tasks(), time);
        leadership = Optional.of(newest);
        EngineParts parts = EngineParts.of(
                plan, PlanStores.of(source, target), settings, ports, ControlRoom.of(ports, newest), limits, alarms);
        return new Wired(parts, new MigrationRun(parts, MoveWorkflow.of(parts.moveParts(), PausePoints.NONE)));
    }

    /** Lets the engine that was wired last lead, so that it answers routers. */
    void lead() {
        leadership.orElseThrow().take();
        leadership.orElseThrow().keep(() -> {});
    }

    /** What an engine consists of. */
    record Wired(EngineParts parts, MigrationRun run) implements AutoCloseable {
        void start() {
            run.start();
            parts.alarmWatch().start();
        }

        MigrationStatus status() {
            return parts.reporter().status();
        }

        String command(CommandKind kind) {
            return parts.commands().carryOut(new Command(kind, Scope.MIGRATION, "", "test"));
        }

        String command(CommandKind kind, String wave) {
            Scope scope = new Scope(Optional.of(new WaveName(wave)), Optional.empty());
            return parts.commands().carryOut(new Command(kind, scope, "", "test"));
        }

        /** As the journal says, also over several servers. */
        void beganAndEndedOnce(AlarmKind kind) {
            List<String> entries = parts.control().journal(parts.plan().migration(), 1_000).stream()
                    .filter(entry -> entry.subject().equals(ControlStore.ALARM))
                    .map(JournalEntry::message)
                    .toList();
            assertThat(entries)
                    .filteredOn(entry -> entry.startsWith(kind + ": "))
                    .hasSize(1);
            assertThat(entries)
                    .filteredOn(entry -> entry.startsWith(kind + " of ") && entry.contains(" is over after "))
                    .hasSize(1);
        }

        List<String> journal() {
            return parts.control().journal(parts.plan().migration(), 1_000).stream()
                    .map(JournalEntry::message)
                    .toList();
        }

        @Override
        public void close() {
            run.stop();
            parts.control().close();
        }
    }

    static String command(Engine engine, CommandKind kind) {
        return engine.command(new Command(kind, Scope.MIGRATION, "", "test"));
    }

    static String command(Engine engine, CommandKind kind, String wave) {
        Scope scope = new Scope(Optional.of(new WaveName(wave)), Optional.empty());
        return engine.command(new Command(kind, scope, "", "test"));
    }

    static String commandWithReason(Engine engine, CommandKind kind) {
        return engine.command(new Command(kind, Scope.MIGRATION, "a test may", "test"));
    }

    static String content(Database database) {
        return database.ask("select count(*) || ' ' || coalesce(md5(string_agg(notes::text, ',' order by id)), '')"
                + " from notes");
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
