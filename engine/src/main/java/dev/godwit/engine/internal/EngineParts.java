package dev.godwit.engine.internal;

import static java.util.stream.Collectors.toMap;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.internal.alarm.AlarmBook;
import dev.godwit.engine.internal.alarm.AlarmTerms;
import dev.godwit.engine.internal.alarm.AlarmWatch;
import dev.godwit.engine.internal.alarm.Failures;
import dev.godwit.engine.internal.alarm.ObjectsLeft;
import dev.godwit.engine.internal.alarm.ShadowDifferences;
import dev.godwit.engine.internal.command.Commands;
import dev.godwit.engine.internal.keys.KeyRangeWatch;
import dev.godwit.engine.internal.keys.KeyRanges;
import dev.godwit.engine.internal.latency.LatencyBook;
import dev.godwit.engine.internal.latency.LatencyMoment;
import dev.godwit.engine.internal.latency.LatencyWatch;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.mover.Beside;
import dev.godwit.engine.internal.mover.Copier;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.mover.Throttle;
import dev.godwit.engine.internal.mover.Verifier;
import dev.godwit.engine.internal.status.PauseLog;
import dev.godwit.engine.internal.status.StatusReporter;
import dev.godwit.engine.internal.throttle.CopyRate;
import dev.godwit.engine.internal.throttle.ThrottleSignal;
import dev.godwit.engine.internal.throttle.ThrottleSignals;
import dev.godwit.engine.internal.throttle.ThrottleWatch;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.unit.BacklogWatch;
import dev.godwit.engine.internal.unit.ChangeRecovery;
import dev.godwit.engine.internal.unit.ChangeSettings;
import dev.godwit.engine.internal.unit.DepartingWriters;
import dev.godwit.engine.internal.unit.HomeChange;
import dev.godwit.engine.internal.unit.HomeTransfer;
import dev.godwit.engine.internal.unit.MirrorKeeper;
import dev.godwit.engine.internal.unit.OfflineWindow;
import dev.godwit.engine.internal.unit.OlderWriters;
import dev.godwit.engine.internal.unit.PauseGate;
import dev.godwit.engine.internal.unit.Probation;
import dev.godwit.engine.internal.unit.Reassertion;
import dev.godwit.engine.internal.unit.Recorder;
import dev.godwit.engine.internal.unit.Retention;
import dev.godwit.engine.internal.unit.SessionBook;
import dev.godwit.engine.internal.unit.StoreGuard;
import dev.godwit.engine.internal.unit.StorePairs;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.internal.unit.UnitGroups;
import dev.godwit.engine.internal.unit.UnitRemoval;
import dev.godwit.engine.internal.unit.UnitStarter;
import dev.godwit.engine.internal.unit.UnitWorker;
import dev.godwit.engine.internal.unit.WayBack;
import dev.godwit.engine.internal.unit.WorkerPool;
import dev.godwit.engine.internal.workflow.Destinations;
import dev.godwit.engine.internal.workflow.MoveParts;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The wiring of the engine, as one readable list. */
public record EngineParts(
        Plan plan,
        TimeSource time,
        Tasks tasks,
        ControlStore control,
        ControlPlane controlPlane,
        StorePairs stores,
        UnitBoard board,
        RunContext context,
        WorkerPool pool,
        MirrorKeeper keeper,
        ThrottleWatch throttleWatch,
        KeyRangeWatch keyRangeWatch,
        AlarmWatch alarmWatch,
        LatencyWatch latencyWatch,
        Supplier<ApplicationLatency> latency,
        Failures failures,
        Commands commands,
        StatusReporter reporter,
        MoveParts moveParts,
        AtomicReference<String> stage) {
    /** Of so many looks for alarms, one asks the stores what is installed. */
    private static final int LOOKS_PER_QUESTION = 60;

    /**
     * A migration that shares its routers with others.
     *
     * @param backlogLimits of what may wait to be mirrored
     */
    public static EngineParts of(
            Plan plan,
            PlanStores opened,
            EngineSettings settings,
            EnginePorts ports,
            ControlRoom room,
            BacklogLimits backlogLimits) {
        return of(plan, opened, settings, ports, room, backlogLimits, AlarmTerms.DEFAULT);
    }

    /** The same with other ideas of what lasts long enough to be an alarm. */
    public static EngineParts of(
            Plan plan,
            PlanStores opened,
            EngineSettings settings,
            EnginePorts ports,
            ControlRoom room,
            BacklogLimits backlogLimits,
            AlarmTerms alarmTerms) {
        ControlStore control = ports.control();
        TimeSource time = ports.time();
        SteadyClock clock = new SteadyClock(time);
        Tasks tasks = ports.tasks();
        PausePoints pausePoints = ports.pausePoints();
        Map<StoreName, StoreFacts> facts = plan.movingStores().stream()
                .collect(toMap(name -> name, name -> opened.named(name).facts()));
        StorePairs stores = StorePairs.of(plan, opened, facts);

        LeaseRegistry leases = room.leases();
        UnitBoard board = new UnitBoard(time);
        room.neighbours().joined(plan, board);
        Recorder recorder = new Recorder(plan.migration(), control, board, room.neighbours());
        RunContext context = new RunContext(plan.migration(), control, time);
        List<UnitRecord> recorded = control.units(plan.migration());
        MoveCounters counters = MoveCounters.goingOnFrom(recorded);
        MoverSettings moverSettings = ports.mover();
        List<ThrottleSignal> signals = ThrottleSignals.of(plan.throttle(), stores.moving(), room.latencies());
        CopyRate rate = new CopyRate(time, !signals.isEmpty());
        rate.bound(control.migration(plan.migration())
                .flatMap(MigrationRecord::rowsPerSecond)
                .or(() -> plan.throttle().rowsPerSecond()));
        ThrottleWatch throttleWatch = new ThrottleWatch(signals, rate, tasks, time);
        Throttle throttle = new Throttle(time, settings.chunkLatencyLimit(), moverSettings.chunkRows(), rate);
        Drainer drainer = new Drainer(moverSettings, counters, pausePoints);
        Verifier verifier = new Verifier(moverSettings, counters, tasks, plan.onMismatch(), throttle);
        Copier copier = new Copier(drainer, throttle, counters, tasks, time, pausePoints);

        StoreGuard guard = new StoreGuard(stores.moving(), plan.migration(), control, time);
        SessionBook sessions = new SessionBook(stores, guard, pausePoints);
        PauseLog pauses = new PauseLog(recorded);
        OlderWriters olderWriters = new OlderWriters();
        ChangeSettings changeSettings = ChangeSettings.of(plan.cutover().maxPause());
        PauseGate gate = new PauseGate(changeSettings.pausesAtOnce(), time);
        HomeTransfer transfer =
                new HomeTransfer(drainer, verifier, new Beside(tasks), changeSettings, gate, time, pausePoints);
        OfflineWindow window = new OfflineWindow(plan.cutover().offlineWindow(), stores);
        HomeChange homeChange = new HomeChange(
                new HomeChange.Parts(
                        recorder, leases, drainer, verifier, transfer, guard, olderWriters, pauses, window),
                changeSettings,
                time,
                clock,
                pausePoints);
        ChangeRecovery recovery = new ChangeRecovery(stores, recorder, homeChange, sessions, pausePoints);
        DepartingWriters departing = new DepartingWriters(time);
        UnitStarter starter =
                new UnitStarter(plan.migration(), stores, recorder, board, olderWriters, departing, pausePoints);
        UnitRemoval removal =
                new UnitRemoval(stores, recorder, sessions, departing, throttle, counters, time, clock, pausePoints);
        Reassertion reassertion = new Reassertion(plan.migration(), stores, control, recorder, board, sessions, guard);
        BacklogWatch backlogWatch = new BacklogWatch(plan.migration(), control, board, backlogLimits);
        Failures failures = new Failures(time);
        WayBack wayBack = new WayBack(
                stores,
                recorder,
                sessions,
                verifier,
                backlogWatch,
                plan.cutover().wayBack());
        UnitWorker worker = new UnitWorker(
                new UnitWorker.Parts(
                        recorder,
                        board,
                        sessions,
                        starter,
                        copier,
                        drainer,
                        verifier,
                        homeChange,
                        recovery,
                        removal,
                        stores,
                        guard,
                        reassertion,
                        new Retention(plan.retention(), clock),
                        wayBack,
                        backlogWatch,
                        window,
                        failures),
                time,
                pausePoints);
        UnitGroups groups = UnitGroups.of(
                new UnitGroups.Wiring(
                        recorder,
                        board,
                        stores,
                        sessions,
                        guard,
                        backlogWatch,
                        window,
                        wayBack,
                        leases,
                        drainer,
                        throttle,
                        counters,
                        recovery,
                        olderWriters,
                        pauses,
                        worker,
                        gate),
                changeSettings,
                moverSettings,
                tasks,
                time,
                clock,
                pausePoints);
        WorkerPool pool = new WorkerPool(
                board,
                groups,
                worker,
                gate,
                tasks,
                time,
                () -> control.migration(plan.migration())
                        .map(MigrationRecord::flags)
                        .filter(flags -> flags.paused().isPresent())
                        .isPresent(),
                settings.movers());
        MirrorKeeper keeper = new MirrorKeeper(stores, board, guard, reassertion, backlogWatch, tasks, time);

        KeyRanges keyRanges = new KeyRanges(plan, stores.first(), control);
        KeyRangeWatch keyRangeWatch = new KeyRangeWatch(plan, keyRanges, tasks, time);
        Probation probation = new Probation(plan.probation(), clock);
        MoveParts moveParts = MoveParts.of(
                plan,
                new MoveParts.Working(
                        stores,
                        control,
                        recorder,
                        board,
                        starter,
                        probation,
                        guard,
                        leases,
                        keyRanges,
                        room.neighbours()));
        Commands commands = new Commands(
                plan,
                control,
                recorder,
                board,
                worker,
                probation,
                () -> {
                    guard.accept();
                    sessions.dropAll();
                },
                bound -> rate.bound(bound.or(() -> plan.throttle().rowsPerSecond())),
                new Destinations(moveParts)::of,
                pausePoints);
        AlarmBook alarms = new AlarmBook(plan.migration(), control, alarmTerms, time, clock);
        AtomicReference<String> stage = new AtomicReference<>("prepare");
        StatusReporter reporter = new StatusReporter(
                new StatusReporter.Sources(
                        plan,
                        control,
                        board,
                        counters,
                        throttle,
                        keeper,
                        pauses,
                        backlogWatch,
                        keyRangeWatch,
                        alarms::on,
                        stage::get,
                        context::waitsFor),
                time,
                rows(plan, facts));
        AlarmWatch alarmWatch = new AlarmWatch(
                new AlarmWatch.Sources(
                        plan,
                        control,
                        reporter,
                        counters,
                        backlogWatch,
                        keyRangeWatch,
                        failures,
                        leases,
                        new ShadowDifferences(time, room.routers()::shadowsDifferent),
                        new ObjectsLeft(
                                plan, stores, control, alarmTerms.every().multipliedBy(LOOKS_PER_QUESTION), time)),
                alarms,
                alarmTerms,
                tasks,
                time,
                clock);
        LatencyBook latencyBook = new LatencyBook(plan.migration(), control, time);
        LatencyWatch latencyWatch = new LatencyWatch(
                latencyBook,
                room.latencies(),
                Set.copyOf(plan.movingStores()),
                () -> LatencyMoment.of(reporter.status(), reporter.tally().pending()),
                tasks,
                time);
        return new EngineParts(
                plan,
                time,
                tasks,
                control,
                room.controlPlane(),
                stores,
                board,
                context,
                pool,
                keeper,
                throttleWatch,
                keyRangeWatch,
                alarmWatch,
                latencyWatch,
                () -> latencyBook.shown(room.latencies().reported()),
                failures,
                commands,
                reporter,
                moveParts,
                stage);
    }

    private static long rows(Plan plan, Map<StoreName, StoreFacts> facts) {
        return facts.values().stream()
                .filter(store -> plan.sources().contains(store.store()))
                .flatMap(store -> store.tables().values().stream())
                .mapToLong(TableFacts::estimatedRows)
                .sum();
    }
}
