package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.engine.Move.Wired;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.internal.alarm.AlarmTerms;
import dev.godwit.engine.internal.unit.BacklogLimits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alarm is caused for real and begins once and ends once. Those of bounds and deadlines are in {@link
 * BoundsTest}; what lasts days here lasts milliseconds.
 */
class AlarmsTest {
    private static final Selection ALL = new Selection.All();
    private static final Duration SHORT = Duration.ofMillis(150);
    /** Longer than the preparation, which is no stall. */
    private static final Duration LONG = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void unitsThatAreStuckBehindALockStallAndFailUntilTheyMove() throws SQLException {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(
                        move.planWithApprovedWaves(ALL),
                        BacklogLimits.DEFAULT,
                        terms(LONG, SHORT, Duration.ofDays(1), Duration.ofHours(1)))) {
            engine.start();
            prepared(engine);
            try (Connection blocker = locked(move.next)) {
                engine.command(CommandKind.APPROVE, "wave-1");
                eventually(() -> assertThat(engine.status().alarms())
                        .extracting(Alarm::kind)
                        .contains(AlarmKind.STALLED, AlarmKind.ERRORS));
                assertThat(message(engine, AlarmKind.ERRORS)).contains("STORE_BUSY");
                assertThat(message(engine, AlarmKind.STALLED)).contains("nothing has moved for");
            }
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L));
            ends(engine, AlarmKind.STALLED);
            ends(engine, AlarmKind.ERRORS);
        }
    }

    @Test
    void aStepThatFailsIsToldUntilItIsDone() {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(
                        move.planWithApprovedWaves(ALL),
                        BacklogLimits.DEFAULT,
                        terms(Duration.ofMinutes(10), SHORT, Duration.ofDays(1), Duration.ofHours(1)))) {
            move.next.execute("""
                    create function full_disk() returns event_trigger language plpgsql as
                    'begin raise exception ''no space left on device'' using errcode = ''disk_full''; end';
                    create event trigger full_disk on ddl_command_start execute function full_disk()""");
            engine.start();
            begins(engine, AlarmKind.ERRORS, "no space left on device");
            assertThat(message(engine, AlarmKind.ERRORS)).startsWith("step ");
            move.next.execute("alter event trigger full_disk disable");
            prepared(engine);
            // Sooner than what has not failed for long is forgotten anyway.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(message(engine, AlarmKind.ERRORS)).isEmpty());
            ends(engine, AlarmKind.ERRORS);
        }
    }

    @Test
    void aForecastBehindTheDeadlineIsToldUntilTheCopyIsFastEnough() {
        try (Move move = new Move(folder, 4, 500)) {
            move.legacy.execute("analyze notes");
            Plan plan = Move.due(move.planWithApprovedWaves(ALL), Instant.now().plusSeconds(600));
            try (Wired engine = move.wire(plan, BacklogLimits.DEFAULT)) {
                engine.start();
                bound(engine, Optional.of(1L));
                engine.command(CommandKind.APPROVE, "wave-1");
                begins(engine, AlarmKind.FORECAST_PAST_DEADLINE, "after the deadline");
                bound(engine, Optional.empty());
                eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 4L));
                ends(engine, AlarmKind.FORECAST_PAST_DEADLINE);
            }
        }
    }

    @Test
    void rowsThatDifferAreToldUntilTheyAreRepaired() {
        try (Move move = new Move(folder, 3, 10);
                Wired engine = move.wire(move.plan(ALL), BacklogLimits.DEFAULT)) {
            engine.start();
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 3L));
            // As a mover that writes what is wrong; the next one gets a token of its own.
            move.legacy.execute("update godwit_notes.fence set token = nextval('godwit_notes.token')"
                    + " where unit = 'account-1';"
                    + " select godwit_notes.mover_enter(unit, epoch, token) from godwit_notes.fence"
                    + " where unit = 'account-1'; update notes set content = 'spoiled' where id = 1");
            engine.command(CommandKind.VERIFY, "wave-1");
            begins(engine, AlarmKind.MISMATCH, "rows differ in 1 unit (account-1)");
            engine.command(CommandKind.REPAIR, "wave-1");
            ends(engine, AlarmKind.MISMATCH);
            assertThat(engine.journal()).noneMatch(entry -> entry.startsWith("ATTENTION: 1 unit"));
        }
    }

    @Test
    void aShadowReadThatDiffersIsToldForAWhile() {
        AlarmTerms terms = terms(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofDays(3), SHORT);
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(move.planWithApprovedWaves(ALL), BacklogLimits.DEFAULT, terms)) {
            engine.start();
            move.lead();
            Router router = new Router(engine, "reader");
            router.renew(new RouterCounters(9, 0, 0, 0, Map.of(), 0, 5, 0, 0));
            router.renew(new RouterCounters(9, 0, 0, 0, Map.of(), 0, 5, 2, 0));
            begins(engine, AlarmKind.MISMATCH, "2 reads got another answer of the mirror");
            router.renew(new RouterCounters(12, 0, 0, 0, Map.of(), 0, 8, 2, 0));
            ends(engine, AlarmKind.MISMATCH);
        }
    }

    @Test
    void aUnitThatNeedsAPersonIsToldUntilOneHasResumedIt() {
        try (Move move = new Move(folder, 2, 10);
                Wired engine = move.wire(move.planWithApprovedWaves(ALL), BacklogLimits.DEFAULT)) {
            engine.start();
            move.next.execute("alter table notes rename to mislaid");
            engine.command(CommandKind.APPROVE, "wave-1");
            begins(engine, AlarmKind.ATTENTION, "COLUMN_MISSING");
            move.next.execute("alter table mislaid rename to notes");
            engine.command(CommandKind.RESUME);
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 2L));
            ends(engine, AlarmKind.ATTENTION);
        }
    }

    @Test
    void aRouterThatFallsSilentIsToldUntilItRenews() {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(
                        move.planWithApprovedWaves(ALL),
                        BacklogLimits.DEFAULT,
                        routerSilentFor(Duration.ofMillis(50)))) {
            engine.start();
            move.lead();
            Router leaving = new Router(engine, "leaving");
            new Router(engine, "silent");
            leaving.leave();
            begins(engine, AlarmKind.ROUTER_WITHOUT_LEASE, "1 did not renew their lease and did not leave: silent");
            Router again = new Router(engine, "silent");
            again.leave();
            ends(engine, AlarmKind.ROUTER_WITHOUT_LEASE);
        }
    }

    @Test
    void whatIsLeftAfterTheEndIsToldUntilItIsRemoved() throws InterruptedException {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(move.plan(ALL), BacklogLimits.DEFAULT)) {
            engine.start();
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L));
            engine.command(CommandKind.FINALIZE);
            assertThat(engine.run().awaitEnd()).isEqualTo(EndState.FINALIZED);
            begins(engine, AlarmKind.LEFTOVERS, "store legacy still has");
            move.source.uninstall();
            move.target.uninstall();
            ends(engine, AlarmKind.LEFTOVERS);
        }
    }

    @Test
    void whoDoesNotDecideForDaysIsAskedAlsoByTheNextServer() {
        AlarmTerms terms = patience(Duration.ofMinutes(10), SHORT);
        try (Move move = new Move(folder, 1, 10)) {
            Plan plan = move.planWithApprovedWaves(ALL);
            try (Wired engine = move.wire(plan, BacklogLimits.DEFAULT, terms)) {
                engine.start();
                begins(engine, AlarmKind.FOREVER, "an approver decides with 'godwit approve --wave wave-1'");
            }
            try (Wired engine = move.wire(plan, BacklogLimits.DEFAULT, terms)) {
                engine.start();
                eventually(() -> assertThat(engine.status().alarms())
                        .extracting(Alarm::kind)
                        .containsExactly(AlarmKind.FOREVER));
                engine.command(CommandKind.PAUSE);
                engine.command(CommandKind.APPROVE, "wave-1");
                engine.command(CommandKind.RESUME);
                eventually(() -> assertThat(engine.status().stage()).isEqualTo("probation"));
                begins(engine, AlarmKind.FOREVER, "whoever owns the data decides with 'godwit finalize'");
                engine.command(CommandKind.FINALIZE);
                eventually(() -> assertThat(engine.status().alarms())
                        .extracting(Alarm::kind)
                        .doesNotContain(AlarmKind.FOREVER));
            }
        }
    }

    @Test
    void whoDoesNotDecideIsAskedUntilTheDecision() {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(
                        Move.onProbation(move.planWithApprovedWaves(ALL), Duration.ofDays(1)),
                        BacklogLimits.DEFAULT,
                        patience(Duration.ofMinutes(10), SHORT))) {
            engine.start();
            begins(engine, AlarmKind.FOREVER, "an approver decides with 'godwit approve --wave wave-1'");
            engine.command(CommandKind.APPROVE, "wave-1");
            ends(engine, AlarmKind.FOREVER);
        }
    }

    @Test
    void aSequenceThatLeavesItsRangeIsToldUntilItIsBack() {
        try (Move move = new Move(folder, 1, 10)) {
            for (Database database : List.of(move.legacy, move.next)) {
                database.execute("alter table notes alter id type smallint;"
                        + " alter table notes alter id add generated by default as identity (start 100)");
            }
            try (Wired engine = move.wire(Move.withKeyRanges(move.plan(ALL)), BacklogLimits.DEFAULT)) {
                engine.start();
                eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L));
                // Without room above nothing can be widened.
                move.next.execute("select setval('notes_id_seq', 32000)");
                move.legacy.execute("select setval('notes_id_seq', 20000)");
                begins(engine, AlarmKind.KEY_RANGE, "KEY_RANGE_LEFT: legacy: note.id");
                move.legacy.execute("select setval('notes_id_seq', 100)");
                move.next.execute("select setval('notes_id_seq', 17000)");
                ends(engine, AlarmKind.KEY_RANGE);
            }
        }
    }

    private static AlarmTerms patience(Duration moving, Duration deciding) {
        return terms(moving, moving, deciding, Duration.ofHours(1));
    }

    private static AlarmTerms terms(Duration stalled, Duration failing, Duration forever, Duration differing) {
        AlarmTerms quick = Move.QUICK;
        return new AlarmTerms(
                quick.every(),
                quick.calm(),
                stalled,
                failing,
                quick.forecast(),
                quick.routerSilent(),
                quick.leftovers(),
                forever,
                differing);
    }

    private static AlarmTerms routerSilentFor(Duration silent) {
        AlarmTerms quick = Move.QUICK;
        return new AlarmTerms(
                quick.every(),
                quick.calm(),
                quick.stalled(),
                quick.failing(),
                quick.forecast(),
                silent,
                quick.leftovers(),
                quick.forever(),
                quick.differing());
    }

    private static void prepared(Wired engine) {
        eventually(() -> assertThat(engine.status().waitsFor()).anyMatch(reason -> reason.contains("godwit approve")));
    }

    private static void begins(Wired engine, AlarmKind kind, String message) {
        eventually(() -> assertThat(message(engine, kind)).contains(message));
    }

    private static String message(Wired engine, AlarmKind kind) {
        return engine.status().alarms().stream()
                .filter(alarm -> alarm.kind() == kind)
                .map(Alarm::message)
                .findFirst()
                .orElse("");
    }

    private static void ends(Wired engine, AlarmKind kind) {
        eventually(() ->
                assertThat(engine.status().alarms()).extracting(Alarm::kind).doesNotContain(kind));
        engine.beganAndEndedOnce(kind);
    }

    private static void bound(Wired engine, Optional<Long> rowsPerSecond) {
        engine.parts()
                .commands()
                .carryOut(new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "test", rowsPerSecond));
    }

    private static Connection locked(Database database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table notes in share mode");
        }
        return connection;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    /** A router as the control plane sees it. */
    private static final class Router {
        private final ControlPlane controlPlane;
        private final String name;

        Router(Wired engine, String name) {
            this.controlPlane = engine.parts().controlPlane();
            this.name = name;
            controlPlane.register(new RouterHello(new KeyspaceName("notes"), name, "0.1", List.of(Capability.MOVE)));
        }

        void renew(RouterCounters counters) {
            controlPlane.renew(new RenewalRequest(
                    new KeyspaceName("notes"), name, 0, Duration.ZERO, List.of(), Optional.of(counters)));
        }

        void leave() {
            controlPlane.leave(new KeyspaceName("notes"), name);
        }
    }
}
