package dev.godwit.simulation.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.simulation.internal.Adversity.AtPoint;
import dev.godwit.simulation.internal.ambush.Ambushes;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.SimulatedProcess;
import dev.godwit.testkit.StoreLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Everything that there is in one run: stores, control store, servers, applications, an operator, and what is true. */
public final class World {
    private final Scenario scenario;
    private final SeededScheduler scheduler;
    private final Mutation mutation;
    private final Trace trace;
    private final Coverage coverage;
    private final Truth truth = new Truth();
    private final Watch watch;
    private final Testimony testimony;
    private final Weather weather;
    private final Network network;
    private final Map<StoreName, MemoryDatabase> databases = new TreeMap<>();
    private final Map<StoreName, SimulatedProcess> databaseProcesses = new HashMap<>();
    private final SimulatedProcess controlDatabase;
    private final SimulatedProcess fateProcess;
    private final ControlRecords control;
    private final List<Server> servers = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private final Plan plan;
    private int visitsToKill;
    private int visitsToStall;
    private boolean attentionAllowed;
    private boolean over;

    public World(Scenario scenario, SeededScheduler scheduler, Mutation mutation, Trace trace, Coverage coverage) {
        this.scenario = scenario;
        this.scheduler = scheduler;
        this.mutation = mutation;
        this.trace = trace;
        this.coverage = coverage;
        this.watch = new Watch(truth, trace, coverage);
        this.testimony = new Testimony(truth, watch, coverage, this::isAttentionAllowed);
        this.weather = new Weather(scheduler, scenario.adversity().weather());
        this.controlDatabase = scheduler.process("control-db");
        this.fateProcess = scheduler.process("fate");
        this.network = new Network(
                weather,
                trace,
                new Ambushes(
                        this,
                        fateProcess,
                        scenario.adversity().ambush().stream().toList()));
        this.control = new ControlRecords(coverage);
        this.plan = Scenery.plan(scenario);
        StoreLaws laws = ObservedLaws.of(mutation.laws(StoreLaws.REAL), coverage);
        for (StoreName name : List.of(Scenery.OLD, Scenery.NEW)) {
            SimulatedProcess process = scheduler.process(name.value());
            MemoryDatabase database = new MemoryDatabase(name, Scenery.KEYSPACE, process, laws);
            databases.put(name, database);
            databaseProcesses.put(name, process);
            watch.watch(database);
        }
        watch.then(network.ambushes()::look);
        database(Scenery.OLD)
                .load(
                        Scenery.NOTE,
                        Scenery.rows(
                                scheduler,
                                scenario.cast().units(),
                                scenario.cast().keys()));
    }

    public void populate() {
        for (int number = 0; number < scenario.cast().servers(); number++) {
            addServer();
        }
        scenario.cast().users().forEach(this::addApplication);
        new Operator(this, scheduler.process("operator")).start();
        new Fate(this, fateProcess).start();
    }

    Server addServer() {
        Server server = new Server(this, scheduler.process("server-" + (servers.size() + 1)));
        servers.add(server);
        server.start();
        return server;
    }

    void addApplication(int users) {
        Application application = new Application(this, scheduler.process("app-" + (applications.size() + 1)), users);
        applications.add(application);
        application.start();
    }

    // What it is made of.

    Scenario scenario() {
        return scenario;
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

    public Truth truth() {
        return truth;
    }

    public Watch watch() {
        return watch;
    }

    Testimony testimony() {
        return testimony;
    }

    Coverage coverage() {
        return coverage;
    }

    Weather weather() {
        return weather;
    }

    Network network() {
        return network;
    }

    Mutation mutation() {
        return mutation;
    }

    Plan plan() {
        return plan;
    }

    List<Server> servers() {
        return servers;
    }

    List<Application> applications() {
        return applications;
    }

    public Collection<MemoryDatabase> databases() {
        return databases.values();
    }

    /** The database that runs in this process. */
    public MemoryDatabase databaseOf(SimulatedProcess process) {
        return database(new StoreName(process.name()));
    }

    public MemoryDatabase otherThan(MemoryDatabase database) {
        return database(database.name().equals(Scenery.OLD) ? Scenery.NEW : Scenery.OLD);
    }

    MemoryDatabase database(StoreName name) {
        return Optional.ofNullable(databases.get(name)).orElseThrow();
    }

    SimulatedProcess processOf(StoreName name) {
        return Optional.ofNullable(databaseProcesses.get(name)).orElseThrow();
    }

    Store store(SimulatedProcess client, StoreName name) {
        return mutation.store(database(name).store(network.toDatabase(client, processOf(name))));
    }

    ApplicationStore<MemoryConnection> applicationStore(SimulatedProcess client, StoreName name) {
        return mutation.applicationStore(database(name).applicationStore(network.toDatabase(client, processOf(name))));
    }

    ControlStore controlStore(SimulatedProcess client, Signal changed) {
        return new MemoryControlStore(control, network.toControlStore(client, controlDatabase), changed::raise);
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

    // What happens in it.

    void reached(SimulatedProcess process, PausePoint point) {
        process.requireAlive();
        coverage.reached(point);
        trace.add(scheduler.nowNanos(), process.name(), "at " + point);
        if (!weather.isCalm()
                && isAt(scenario.adversity().stall(), point)
                && visitsToStall++ == earlier(scenario.adversity().stall())) {
            trace.add(scheduler.nowNanos(), process.name(), "STALL at " + point);
            process.stall(scheduler.upTo(Duration.ofMillis(scheduler.chance(0.5) ? 800 : 9_000)));
        }
        if (!weather.isCalm()
                && isAt(scenario.adversity().kill(), point)
                && visitsToKill++ == earlier(scenario.adversity().kill())) {
            trace.add(scheduler.nowNanos(), process.name(), "CRASH at " + point);
            process.crash();
            process.requireAlive();
        }
        process.pass(weather.work(process, point.name()));
        process.requireAlive();
    }

    private static boolean isAt(Optional<AtPoint> visit, PausePoint point) {
        return visit.filter(planned -> planned.point() == point).isPresent();
    }

    private static int earlier(Optional<AtPoint> visit) {
        return visit.map(AtPoint::earlier).orElse(0);
    }

    /** A server sleeps for so long, and another one is there to take its place. */
    public void replaceSleeping(SimulatedProcess server, Duration sleep) {
        trace.add(scheduler.nowNanos(), server.name(), "SLEEPS");
        server.stall(sleep);
        boolean alone = servers.stream()
                .map(Server::process)
                .noneMatch(process -> !process.equals(server) && !process.isCrashed() && !process.isStalled());
        if (alone) {
            later(scheduler.upTo(Duration.ofSeconds(2)), this::addServer);
        }
    }

    /** Something that happens after a while, unless all is over before. */
    void later(Duration delay, Runnable happening) {
        fateProcess.start("later", () -> {
            try {
                fateProcess.sleep(delay);
                happening.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** From now on a person has to look at units sometimes: something happened that no protocol can mend. */
    void allowAttention() {
        attentionAllowed = true;
    }

    boolean isAttentionAllowed() {
        return attentionAllowed;
    }

    public boolean isCalm() {
        return weather.isCalm();
    }

    boolean isOver() {
        return over;
    }

    /** Users and operators stop, and what routers have counted is noted. */
    public void end() {
        if (!over) {
            over = true;
            applications.stream()
                    .flatMap(application -> application.statistics().stream())
                    .forEach(coverage::add);
        }
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
}
