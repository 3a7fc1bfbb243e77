package dev.godwit.rehearsal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.rehearsal.Deaths;
import dev.godwit.engine.rehearsal.EngineSuccession;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.rehearsal.RehearsalRecords;
import dev.godwit.engine.rehearsal.SampleChoice;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Moves a sample of units between two scratch stores, there and back and there again, with the real engine and real
 * routers, while users work and engines die; and compares all rows at the end. Not thread-safe.
 */
public final class Rehearsal {
    private final Plan plan;
    private final Plan.Rehearsal wanted;
    private final RehearsalSettings settings;
    private final Path folder;
    private final TimeSource time;
    private final Tasks tasks;
    private final Consumer<String> progress;
    private final RandomGenerator chance;
    private final List<String> reasons = new ArrayList<>();

    private Rehearsal(
            Plan plan,
            Plan.Rehearsal wanted,
            RehearsalSettings settings,
            Path folder,
            TimeSource time,
            Tasks tasks,
            Consumer<String> progress) {
        this.plan = plan;
        this.wanted = wanted;
        this.settings = settings;
        this.folder = folder;
        this.time = time;
        this.tasks = tasks;
        this.progress = progress;
        this.chance = new SplittableRandom(settings.seed());
    }

    /**
     * Rehearses a plan and keeps the result in the plan's control store.
     *
     * @param folder an empty one, for the control store of the rehearsal
     * @param progress told what is done now, in one line
     * @throws GodwitException when it can't be rehearsed: with {@link ErrorCode#PLAN_MISSING_KEY} when the plan does not
     *     say where, {@link ErrorCode#SCRATCH_UNFIT} when a scratch store is in use; nothing was changed
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public static RehearsalReport of(
            Plan plan, RehearsalSettings settings, Path folder, TimeSource time, Tasks tasks, Consumer<String> progress)
            throws InterruptedException {
        Plan.Rehearsal wanted = plan.rehearsal()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.PLAN_MISSING_KEY,
                        "the plan does not say where to rehearse; give it 'rehearsal: { source: NAME, target: NAME }'"
                                + " with two more stores, databases that have the tables of "
                                + plan.source() + " and " + plan.target() + ", empty"));
        RehearsalReport report = new Rehearsal(plan, wanted, settings, folder, time, tasks, progress).run();
        try (RehearsalRecords records = RehearsalRecords.open(settings.record())) {
            records.keep(new RehearsalRecord(
                    plan.migration(),
                    RehearsalRecords.digest(plan),
                    report.green(),
                    time.wallClock(),
                    report.inShort()));
        }
        return report;
    }

    private RehearsalReport run() throws InterruptedException {
        long start = time.monotonicNanos();
        try (Store source = SqlStores.open(plan.keyspace(), plan.address(plan.source()));
                Store target = SqlStores.open(plan.keyspace(), plan.address(plan.target()));
                Scratch empty = Scratch.open(RehearsedPlan.of(plan, wanted, List.of()))) {
            empty.requireUnused(wanted, List.of(source, target));
            List<UnitId> sample = SampleChoice.choose(
                    plan, source, empty.source(), settings.units().orElse(wanted.units()), chance);
            Set<UnitId> moving = new LinkedHashSet<>(sample);
            plan.references().forEach(moving::remove);
            if (moving.isEmpty()) {
                throw new GodwitException(
                        ErrorCode.UNIT_NOT_FOUND,
                        "store " + plan.source() + " has no unit of at most " + SampleChoice.MOST_ROWS
                                + " rows to rehearse with");
            }
            Plan rehearsed = RehearsedPlan.of(plan, wanted, sample);
            Scratch scratch = new Scratch(rehearsed, empty.source(), empty.target());
            try {
                return play(scratch, source, sample, moving, start);
            } finally {
                if (!settings.keep()) {
                    empty(scratch, sample);
                }
            }
        }
    }

    /** Also for somebody who has had enough: what stayed there would refuse the next rehearsal. */
    private void empty(Scratch scratch, List<UnitId> sample) {
        boolean interrupted = Thread.interrupted();
        try {
            progress.accept("Emptying the scratch stores.");
            scratch.empty(sample);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RehearsalReport play(Scratch scratch, Store real, List<UnitId> sample, Set<UnitId> moving, long start)
            throws InterruptedException {
        progress.accept("Copying " + moving.size() + " units into scratch store "
                + wanted.source().name() + ".");
        Scratch.Filled filled =
                scratch.fill(real, sample, rows -> progress.accept("Copied " + rows + " rows into the scratch store."));
        Deaths deaths = new Deaths(settings.crashes().orElse(PausePoint.values().length), chance);
        Plan rehearsed = scratch.plan();
        EngineSuccession engines = new EngineSuccession(
                rehearsed,
                () -> PlanStores.open(rehearsed, address -> SqlStores.open(rehearsed.keyspace(), address)),
                EngineSettings.of("rehearsal", "jdbc:sqlite:" + folder.resolve("control-store.db")),
                time,
                tasks,
                deaths);
        Performance performance = new Performance(engines, moving, time);
        RehearsalUsers users;
        try (ApplicationStore<Connection> source = application(rehearsed, rehearsed.source());
                ApplicationStore<Connection> target = application(rehearsed, rehearsed.target());
                engines;
                Router<Connection> router = Router.connect(
                        engines.controlPlane(),
                        rehearsed.keyspace().name(),
                        List.of(source, target),
                        RouterSettings.defaults()
                                .on(time, tasks)
                                .named("rehearsal")
                                .withInitialHome(rehearsed.source()))) {
            RowStatements statements = new RowStatements(
                    rehearsed, Map.of(rehearsed.source(), source, rehearsed.target(), target), facts(scratch));
            List<RowChange> changes =
                    RowChanges.find(rehearsed, scratch.source(), scratch.target(), source, statements);
            users = new RehearsalUsers(router, statements, time, tasks);
            Comparison comparison = new Comparison(filled.contents(), changes, users, statements);
            try {
                engines.start();
                users.start(changes, chance);
                thereAndBack(performance, users);
                users.stop();
                performance.awaitMirrored();
                progress.accept("Comparing all rows.");
                reasons.addAll(comparison.installed(scratch, sample));
                if (rehearsed.cutover().wayBack()) {
                    progress.accept("Undoing the move.");
                    performance.command(CommandKind.ABORT);
                    performance.awaitUndone();
                    engines.close();
                    reasons.addAll(
                            comparison.in(rehearsed.source(), "source after the end", scratch.leftInSource(sample)));
                }
            } catch (ProblemsException e) {
                e.problems().stream()
                        .filter(Problem::stops)
                        .map(problem -> problem.code() + " at " + problem.place() + ": " + problem.message())
                        .forEach(reasons::add);
            } catch (GodwitException e) {
                reasons.add(e.describe());
            } catch (Performance.StuckException e) {
                reasons.add(String.valueOf(e.getMessage()));
            } finally {
                users.stop();
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the rehearsal was broken off");
        }
        reasons.addAll(users.complaints());
        return report(start, moving.size(), filled.rows(), users, deaths, performance.status());
    }

    /** Cut over, rolled back, cut over again; compared whole each time. */
    private void thereAndBack(Performance performance, RehearsalUsers users)
            throws Performance.StuckException, InterruptedException {
        progress.accept("Moving them, under load and crashes.");
        performance.awaitPhase(Phase.PROBATION);
        users.awaitWork();
        if (plan.cutover().wayBack()) {
            performance.command(CommandKind.VERIFY);
            progress.accept("Rolling them back.");
            performance.command(CommandKind.ROLLBACK);
            performance.awaitPhase(Phase.SYNCED);
            users.awaitWork();
            performance.command(CommandKind.VERIFY);
            progress.accept("Moving them again.");
            performance.command(CommandKind.CUTOVER);
            performance.awaitPhase(Phase.PROBATION);
            users.awaitWork();
            performance.command(CommandKind.VERIFY);
        }
    }

    private RehearsalReport report(
            long start, int units, long rows, RehearsalUsers users, Deaths deaths, Optional<MigrationStatus> status) {
        Duration took = time.since(start);
        return new RehearsalReport(
                plan.migration().value(),
                reasons.isEmpty(),
                reasons,
                settings.seed(),
                took,
                units,
                rows,
                users.writes(),
                users.reads(),
                users.repeats(),
                deaths.happened().stream().map(PausePoint::name).toList(),
                status.map(MigrationStatus::cutovers).orElse(Pauses.NONE),
                status.map(MigrationStatus::rollbacks).orElse(Pauses.NONE));
    }

    private static ApplicationStore<Connection> application(Plan rehearsed, StoreName store) {
        return SqlStores.openForApplication(rehearsed.keyspace(), rehearsed.address(store));
    }

    private static Map<StoreName, StoreFacts> facts(Scratch scratch) {
        return Map.of(
                scratch.source().name(), scratch.source().facts(),
                scratch.target().name(), scratch.target().facts());
    }
}
