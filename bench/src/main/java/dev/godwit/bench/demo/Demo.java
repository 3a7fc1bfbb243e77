package dev.godwit.bench.demo;

import dev.godwit.bench.baseline.Commits;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.checkers.CheckResult;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The story: three waves, a roll-back, a killed and a stopped process, and the end of the old store. */
final class Demo {
    private static final Duration STOPPED = Duration.ofMillis(1_600);
    /** The users have to be at full speed when the first account is cut over. */
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    private final DemoSettings settings;
    private final Screen screen;
    private double rollBackSeconds;
    private Commits.Millis commits = new Commits.Millis(0, 0);

    Demo(DemoSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    DemoFigures run() throws IOException, InterruptedException, SQLException {
        NoteLayout layout = new NoteLayout(settings.accounts(), settings.notesPerAccount());
        screen.step(
                "two PostgreSQL servers start (throw-away ones, but each commit is on disk), and legacy gets %,d notes of %,d accounts"
                        .formatted(layout.notesAtStart(), layout.accounts()));
        try (Scenery scenery = Scenery.build(layout, settings.keep())) {
            screen.step("a rehearsal: a few accounts of other databases move and come back");
            Rehearsal.run(scenery, screen);
            return tell(scenery, layout);
        }
    }

    private DemoFigures tell(Scenery scenery, NoteLayout layout)
            throws IOException, InterruptedException, SQLException {
        Plan plan = DemoPlan.of(layout, scenery.legacy().url(), scenery.target().url());
        try (Applications applications = new Applications(settings, scenery)) {
            screen.step(DemoSettings.APPLICATIONS + " application processes start, each with a router and "
                    + DemoSettings.RESIDENTS + " users who check every answer; Godwit is not there yet");
            applications.start();
            try (GodwitServer server = GodwitServer.start(plan, settings(scenery))) {
                screen.step("Godwit serves at " + server.url() + ", and installs its fences while they work");
                Conductor conductor = new Conductor(server.control(), applications::totals, screen);
                conductor.awaitApprovalWanted();
                Thread.sleep(WARM_UP);
                DemoChecks checks = tell(scenery, conductor, applications);
                return figures(scenery, conductor, applications, checks);
            }
        }
    }

    private DemoFigures figures(Scenery scenery, Conductor conductor, Applications applications, DemoChecks checks)
            throws SQLException {
        MigrationStatus status = conductor.status();
        screen.end();
        return new DemoFigures(
                applications.totals(),
                status,
                conductor.copyRowsPerSecond(),
                rollBackSeconds,
                commits,
                checks,
                scenery.rows(scenery.legacy()),
                screen.seconds());
    }

    private static ServerSettings settings(Scenery scenery) {
        return new ServerSettings(
                scenery.folder(), 0, Optional.empty(), Optional.empty(), Optional.empty(), DemoSettings.MOVERS);
    }

    private DemoChecks tell(Scenery scenery, Conductor conductor, Applications applications)
            throws IOException, InterruptedException, SQLException {
        Commits beside = Commits.start(() -> scenery.target().connect(PostgresServer.OWNER), Commits.OF_A_CUTOVER);
        firstWaveThereAndBack(conductor);
        waveWithDeath(conductor, applications);
        waveWithStandstill(conductor, applications);
        commits = beside.end();
        if (settings.full()) {
            screen.step("all accounts live in new; the users hurry now");
            applications.hurry();
            conductor.awaitOperations(DemoFigures.OPERATIONS_MIN * 11 / 10, Duration.ofSeconds(settings.seconds()));
            applications.calm();
        }
        CheckResult mirrored = compareBoth(scenery, conductor, applications);
        screen.step("finalize: new is home for good, and the rows in legacy are removed");
        conductor.command(CommandKind.FINALIZE, Scope.MIGRATION);
        conductor.awaitEnd();
        Thread.sleep(AFTERWARDS);
        applications.end();
        screen.step("checkers that know nothing of Godwit judge every answer and every row");
        return DemoChecks.atTheEnd(scenery.checks(), mirrored, scenery.targetSide());
    }

    private void firstWaveThereAndBack(Conductor conductor) throws InterruptedException {
        screen.step("wave 'first' moves: a list of accounts");
        conductor.command(CommandKind.APPROVE, DemoPlan.FIRST);
        conductor.awaitMoved(DemoPlan.FIRST, 1);
        screen.step("wave 'first' is rolled back");
        double begun = screen.seconds();
        conductor.command(CommandKind.ROLLBACK, DemoPlan.FIRST);
        conductor.awaitRolledBack(DemoPlan.FIRST);
        rollBackSeconds = screen.seconds() - begun;
        screen.step("wave 'first' moves again");
        conductor.command(CommandKind.CUTOVER, DemoPlan.FIRST);
        conductor.awaitMoved(DemoPlan.FIRST, 1);
    }

    private void waveWithDeath(Conductor conductor, Applications applications)
            throws IOException, InterruptedException, SQLException {
        screen.step("wave 'some' moves: a stable percentage of the accounts");
        conductor.command(CommandKind.APPROVE, DemoPlan.SOME);
        conductor.awaitMoved(DemoPlan.SOME, 0.3);
        int victim = DemoSettings.APPLICATIONS - 1;
        screen.step(
                "application process " + (victim + 1) + " is killed by signal 9 in the middle of this, and replaced");
        applications.kill(victim);
        applications.replace(victim);
        conductor.awaitMoved(DemoPlan.SOME, 1);
    }

    private void waveWithStandstill(Conductor conductor, Applications applications)
            throws IOException, InterruptedException {
        screen.step("wave 'rest' moves: all other accounts");
        conductor.command(CommandKind.APPROVE, DemoPlan.REST);
        conductor.awaitMoved(DemoPlan.REST, 0.3);
        screen.step("application process 1 is stopped for %.1f s, longer than its lease"
                .formatted(STOPPED.toMillis() / 1e3));
        applications.process(0).signal("STOP");
        try {
            Thread.sleep(STOPPED);
        } finally {
            applications.process(0).signal("CONT");
        }
        conductor.awaitMoved(DemoPlan.REST, 1);
    }

    private CheckResult compareBoth(Scenery scenery, Conductor conductor, Applications applications)
            throws IOException, InterruptedException, SQLException {
        screen.step("the users rest for a moment, and both stores are compared row by row");
        applications.pause();
        conductor.awaitMirrored();
        CheckResult mirrored = scenery.checks().sameRows(scenery.legacySide(), scenery.targetSide());
        scenery.checks().look("look before finalize", scenery.targetSide());
        applications.resume();
        screen.step("both stores " + (mirrored.clean() ? "are equal" : "DIFFER"));
        return mirrored;
    }
}
