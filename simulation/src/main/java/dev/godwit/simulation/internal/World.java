package dev.godwit.simulation.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.SimulatedProcess;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything that there is in one run: stores, control store, servers, applications, an operator, and what is true. */
public final class World {
    private final SeededScheduler scheduler;
    private final Mutation mutation;
    private final Trace trace;
    private final Weather weather;
    private final Truth truth = new Truth();
    private final Watch watch;
    private final Coverage coverage;
    private final Map<StoreName, MemoryDatabase> databases = new TreeMap<>();
    private final Map<StoreName, SimulatedProcess> databaseProcesses = new HashMap<>();
    private final SimulatedProcess controlDatabase;
    private final ControlRecords control = new ControlRecords();
    private final List<Server> servers = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private final int units;
    private final int keys;
    private final boolean frenzied;
    private final int rounds;
    private final boolean abandons;
    private final Duration thinking;
    private final MoverSettings sizes;
    private final Plan plan;
    private final Optional<PausePoint> killAt;
    private final Optional<PausePoint> stallAt;
    private int killAfter;
    private int stallAfter;
    private boolean attentionAllowed;
    private boolean over;

    public World(SeededScheduler scheduler, Mutation mutation, Trace trace, Coverage coverage) {
        this.scheduler = scheduler;
        this.mutation = mutation;
        this.trace = trace;
        this.coverage = coverage;
        this.weather = new Weather(scheduler);
        this.watch = new Watch(truth, trace);
        this.units = 1 + random().nextInt(3);
        this.keys = 2 + random().nextInt(5);
        this.frenzied = scheduler.chance(0.25);
        this.rounds = frenzied ? 4 + random().nextInt(8) : random().nextInt(3);
        this.abandons = scheduler.chance(0.2);
        this.thinking = scheduler
                .upTo(Duration.ofMillis(frenzied ? 4 : scheduler.chance(0.3) ? 5 : 100))
                .plusMillis(1);
        this.sizes = new MoverSettings(2, 3, 2, scheduler.chance(0.5) ? 0 : 500);
        this.plan = Scenery.plan(scheduler, units);
        PausePoint[] points = PausePoint.values();
        this.killAt = scheduler.chance(0.6) ? Optional.of(points[random().nextInt(points.length)]) : Optional.empty();
        this.killAfter = random().nextInt(3);
        this.stallAt = scheduler.chance(0.7) ? Optional.of(points[random().nextInt(points.length)]) : Optional.empty();
        this.stallAfter = random().nextInt(4);
        this.controlDatabase = scheduler.process("control-db");
        StoreLaws laws = mutation.laws(StoreLaws.REAL);
        for (StoreName name : List.of(Scenery.OLD, Scenery.NEW)) {
            SimulatedProcess process = scheduler.process(name.value());
            MemoryDatabase database = new MemoryDatabase(name, Scenery.KEYSPACE, process, laws);
            databases.put(name, database);
            databaseProcesses.put(name, process);
            watch.watch(database);
        }
        database(Scenery.OLD).load(Scenery.NOTE, Scenery.rows(scheduler, units, keys));
    }

    public void populate() {
        addServer();
        if (scheduler.chance(0.5)) {
            addServer();
        }
        int routers = 1 + random().nextInt(3);
        for (int number = 1; number <= routers; number++) {
            addApplication();
        }
        new Operator(this, scheduler.process("operator")).start();
    }

    public Server addServer() {
        Server server = new Server(this, scheduler.process("server-" + (servers.size() + 1)));
        servers.add(server);
        server.start();
        return server;
    }

    void addApplication() {
        Application application =
                new Application(this, scheduler.process("app-" + (applications.size() + 1)), 1 + random().nextInt(2));
        applications.add(application);
        application.start();
    }

    // What it is made of.

    public SeededScheduler scheduler() {
        return scheduler;
    }

    public Random random() {
        return scheduler.random();
    }

    public Duration upTo(Duration longest) {
        return scheduler.upTo(longest);
    }

    public Trace trace() {
        return trace;
    }

    public Weather weather() {
        return weather;
    }

    public Truth truth() {
        return truth;
    }

    public Watch watch() {
        return watch;
    }

    public Coverage coverage() {
        return coverage;
    }

    Mutation mutation() {
        return mutation;
    }

    Plan plan() {
        return plan;
    }

    MoverSettings sizes() {
        return sizes;
    }

    int units() {
        return units;
    }

    int keys() {
        return keys;
    }

    int rounds() {
        return rounds;
    }

    /** Homes change to and fro as fast as they can, and nearly all routers have no control plane: reads are strict. */
    boolean isFrenzied() {
        return frenzied;
    }

    boolean abandons() {
        return abandons;
    }

    Duration thinking() {
        return thinking;
    }

    public List<Server> servers() {
        return servers;
    }

    List<Application> applications() {
        return applications;
    }

    public MemoryDatabase database(StoreName name) {
        return Optional.ofNullable(databases.get(name)).orElseThrow();
    }

    SimulatedProcess processOf(StoreName name) {
        return Optional.ofNullable(databaseProcesses.get(name)).orElseThrow();
    }

    Store store(SimulatedProcess client, StoreName name) {
        return mutation.store(database(name).store(Way.toDatabase(client, processOf(name), weather, trace)));
    }

    ApplicationStore<MemoryConnection> applicationStore(SimulatedProcess client, StoreName name) {
        return mutation.applicationStore(
                database(name).applicationStore(Way.toDatabase(client, processOf(name), weather, trace)));
    }

    ControlStore controlStore(SimulatedProcess client, Signal changed) {
        return new MemoryControlStore(
                control, Way.toControlStore(client, controlDatabase, weather, trace), changed::raise);
    }

    void dropDeadConnections() {
        databases.values().forEach(MemoryDatabase::dropDeadConnections);
    }

    boolean isInstalled(StoreName name) {
        return database(name).defaultRow().isPresent();
    }

    Collection<UnitRecord> records() {
        return control.units.values();
    }

    public Optional<MigrationRecord> migration() {
        return Optional.ofNullable(control.migrations.get(Scenery.MIGRATION));
    }

    public List<String> journal() {
        return control.journal.stream()
                .map(entry -> entry.subject() + ": " + entry.message())
                .toList();
    }

    // What happens in it.

    void reached(SimulatedProcess process, PausePoint point) {
        process.requireAlive();
        coverage.reached(point);
        trace.add(scheduler.nowNanos(), process.name(), "at " + point);
        if (!weather.isCalm() && stallAt.equals(Optional.of(point)) && stallAfter-- == 0) {
            trace.add(scheduler.nowNanos(), process.name(), "STALL at " + point);
            process.stall(scheduler.upTo(Duration.ofMillis(scheduler.chance(0.5) ? 800 : 9_000)));
        }
        if (!weather.isCalm() && killAt.equals(Optional.of(point)) && killAfter-- == 0) {
            trace.add(scheduler.nowNanos(), process.name(), "CRASH at " + point);
            process.crash();
            process.requireAlive();
        }
        process.pass(weather.work(point.name()));
        process.requireAlive();
    }

    /** From now on a person has to look at units sometimes: something happened that no protocol can mend. */
    public void allowAttention() {
        attentionAllowed = true;
    }

    public boolean isAttentionAllowed() {
        return attentionAllowed;
    }

    public boolean isCalm() {
        return weather.isCalm();
    }

    public boolean isOver() {
        return over;
    }

    public void end() {
        over = true;
    }

    /** Ends everything that runs. */
    public void crashAll() {
        scheduler.processes().forEach(SimulatedProcess::crash);
    }

    /** Where everything is, for whoever asks why it does not go on. */
    public String describe() {
        return migration().map(MigrationRecord::toString).orElse("no migration") + "; "
                + records().stream()
                        .map(record -> record.unit() + " " + record.state() + " to " + record.goal() + " "
                                + record.leftover() + " " + record.flags())
                        .toList()
                + "; servers "
                + servers.stream()
                        .map(server -> server.process()
                                + (server.process().isCrashed() ? " dead" : "")
                                + (server.engine().isPresent() ? " leads" : "")
                                + (server.isDone() ? " done" : ""))
                        .toList();
    }

    // What was said, and whether it is true.

    /** What a reader has seen: whether that fits the unit's rows at a moment. */
    record Reading(String seen, Predicate<Map<Key, String>> fits) {}

    Reading readsKey(UnitId unit, Key key, Optional<String> value) {
        return new Reading(
                unit + "." + key + " = " + value.orElse("nothing"),
                rows -> Optional.ofNullable(rows.get(key)).equals(value));
    }

    Reading readsUnit(List<Row> rows) {
        Map<Key, String> seen = new HashMap<>();
        rows.forEach(row -> seen.put(row.key(), row.value()));
        return new Reading(seen.toString(), seen::equals);
    }

    void requireTrue(UnitId unit, long from, Reading reading, String who) {
        List<Map<Key, String>> current = truth.between(unit, from, truth.moment());
        if (current.stream().noneMatch(reading.fits())) {
            watch.report(
                    Invariant.READS_LINEARIZABLE,
                    who + " has read " + reading.seen() + "; true meanwhile was " + current);
        }
    }

    void scattered(long from, List<Row> rows, String who) {
        Map<UnitId, List<Row>> byUnit = new HashMap<>();
        rows.forEach(row ->
                byUnit.computeIfAbsent(row.unit(), same -> new ArrayList<>()).add(row));
        for (UnitId unit : truth.units()) {
            requireTrue(unit, from, readsUnit(byUnit.getOrDefault(unit, List.of())), who + " scatters, unit " + unit);
        }
    }

    void acknowledged(String value, String who) {
        if (!truth.hasCommitted(value)) {
            watch.report(Invariant.ANSWERS_TRUE, who + " was acknowledged and has not happened: " + value);
        }
    }

    void failedForCertain(String value, String who) {
        if (truth.hasCommitted(value)) {
            watch.report(Invariant.ANSWERS_TRUE, who + " has failed and happened nevertheless: " + value);
        }
    }

    /** Errors are part of life, but none may say that Godwit is wrong. */
    void judge(GodwitException error, String who) {
        coverage.met(error.code());
        boolean wrong = error.code().kind() == ErrorKind.BUG && error.code() != ErrorCode.FENCE_LOST;
        if (wrong || (error.code() == ErrorCode.FENCE_LOST && !attentionAllowed)) {
            watch.report(Invariant.NO_BUG, who + ": " + error.describe());
        }
    }
}
