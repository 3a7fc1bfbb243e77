package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.spi.ControlStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units that move because somebody asks for them. */
class MoveOnRequestTest {
    private static final Selection ASKED = new Selection.OnRequest();
    private static final UnitId ONE = UnitId.of("account-1");
    private static final UnitId NEWCOMER = UnitId.of("newcomer");

    @TempDir
    Path folder;

    private Move move;

    @BeforeEach
    void fill() {
        move = new Move(folder, 3, 10);
    }

    @AfterEach
    void close() {
        move.close();
    }

    @Test
    void aUnitThatNoWaveHasTakenMovesAtOnceAndAgainWhenItWasGivenUp() throws InterruptedException {
        try (Engine engine = move.open(move.planWithApprovedWaves(ASKED, new Selection.All()), PausePoints.NONE)) {
            engine.start();
            awaitBegun(engine);
            assertThat(ask(engine, ONE)).isEqualTo("Unit account-1 moves to new, in wave wave-1.");
            awaitPhase(engine, ONE, Phase.PROBATION);
            assertThat(ask(engine, ONE)).isEqualTo("Unit account-1 lives in new.");

            ask(engine, NEWCOMER);
            awaitPhase(engine, NEWCOMER, Phase.PROBATION);
            insert(move.next, 1_001, "newcomer");
            assertThat(catchThrowable(() -> insert(move.legacy, 1_002, "newcomer")))
                    .hasStackTraceContaining("GODWIT MOVED");

            give(engine, CommandKind.ABORT, ONE);
            awaitPhase(engine, ONE, Phase.SETTLED);
            assertThat(move.next.ask("select count(*) from notes where creator = 'account-1'"))
                    .isEqualTo("0");
            ask(engine, ONE);
            awaitPhase(engine, ONE, Phase.PROBATION);

            assertThat(engine.status().waves())
                    .containsExactly(
                            new WaveStatus("wave-1", "rests", Flags.NONE, false, 2, 2),
                            new WaveStatus("wave-2", "waiting", Flags.NONE, true, 0, 0));
            Move.command(engine, CommandKind.APPROVE, "wave-2");
            await().untilAsserted(() -> assertThat(engine.status().stage()).isEqualTo("probation"));
            assertThat(engine.status().waves().getLast().units()).isEqualTo(2);

            engine.command(new Command(CommandKind.FINALIZE, unit(ONE), "a test may", "test"));
            awaitPhase(engine, ONE, Phase.SETTLED);
            assertRefused(engine, ONE, ErrorCode.POINT_OF_NO_RETURN);
            Move.commandWithReason(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
        }
        assertThat(move.next.ask("select count(*) from notes")).isEqualTo("31");
        assertThat(move.legacy.ask("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void aRequestIsTheApprovalOfTheCutoverAlsoForAUnitOfAnotherWave() {
        try (Engine engine = move.open(
                Move.withApprovedCutovers(move.plan(ASKED, new Selection.Listed(List.of(ONE)))), PausePoints.NONE)) {
            engine.start();
            awaitPhase(engine, ONE, Phase.SYNCED);
            ask(engine, ONE);
            ask(engine, NEWCOMER);
            awaitPhase(engine, ONE, Phase.PROBATION);
            awaitPhase(engine, NEWCOMER, Phase.PROBATION);
            assertThat(engine.status().waves())
                    .extracting(WaveStatus::approvalWanted)
                    .containsExactly(false, true);
        }
    }

    @Test
    void whatWasGivenUpStaysInTheSourceWhenTheRestIsFinalized() throws InterruptedException {
        try (Engine engine = move.open(move.plan(ASKED), PausePoints.NONE)) {
            engine.start();
            awaitBegun(engine);
            ask(engine, ONE);
            ask(engine, UnitId.of("account-2"));
            awaitPhase(engine, ONE, Phase.PROBATION);
            awaitPhase(engine, UnitId.of("account-2"), Phase.PROBATION);
            give(engine, CommandKind.ABORT, ONE);
            awaitPhase(engine, ONE, Phase.SETTLED);
            Move.commandWithReason(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            assertRefused(engine, UnitId.of("account-0"), ErrorCode.POINT_OF_NO_RETURN);
        }
        assertThat(move.legacy.ask("select string_agg(distinct creator, ',') from notes"))
                .isEqualTo("account-0,account-1");
        insert(move.legacy, 1_001, "account-1");
        assertThat(move.next.ask("select string_agg(distinct creator, ',') from notes"))
                .isEqualTo("account-2");
    }

    @Test
    void whatCannotMoveIsRefused() {
        try (Engine engine = move.open(move.plan(new Selection.Listed(List.of(ONE))), PausePoints.NONE)) {
            engine.start();
            awaitPhase(engine, ONE, Phase.PROBATION);
            assertRefused(engine, NEWCOMER, ErrorCode.WAVE_ON_REQUEST_MISSING);
            assertThatThrownBy(() -> Move.command(engine, CommandKind.MOVE))
                    .isInstanceOfSatisfying(
                            GodwitException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
            assertThatThrownBy(() -> Move.command(engine, CommandKind.MOVE, "wave-1"))
                    .hasMessageContaining("and no wave");
        }
    }

    /** It lives in the source by the default that is about to change, and nobody has written its fences yet. */
    @Test
    void theDefaultHomeWaitsForAUnitThatHasJoinedAndIsNotStarted() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean hold = new AtomicBoolean();
        PausePoints points = point -> {
            if (point == PausePoint.BEFORE_START_FENCES && hold.compareAndSet(true, false)) {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        // What is closed first is what holds a worker: a failure before it lets go would wait for that worker for ever.
        try (Engine engine = move.open(
                        Move.withNewUnitsInTarget(move.planWithApprovedWaves(ASKED, new Selection.All())), points);
                AutoCloseable letGo = release::countDown) {
            engine.start();
            awaitBegun(engine);
            hold.set(true);
            ask(engine, NEWCOMER);
            held.await();
            Move.command(engine, CommandKind.APPROVE, "wave-2");
            await().untilAsserted(() -> {
                assertThat(engine.journal(100))
                        .anyMatch(entry -> entry.subject().equals("step " + ControlStore.DEFAULT_HOME_STEP)
                                && entry.message().equals("STARTED"));
                assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 3L);
            });
            assertRefused(engine, UnitId.of("late"), ErrorCode.POINT_OF_NO_RETURN);
            await().during(Duration.ofMillis(200))
                    .until(() -> move.legacy
                            .ask("select role from godwit_notes.default_fence")
                            .equals("HOME"));
            release.countDown();
            awaitPhase(engine, NEWCOMER, Phase.PROBATION);
            await().untilAsserted(() -> assertThat(engine.status().stage()).isEqualTo("probation"));
        }
    }

    private static void awaitBegun(Engine engine) {
        await().untilAsserted(() ->
                assertThat(engine.status().waves().getFirst().stage()).isEqualTo("rests"));
    }

    private static void awaitPhase(Engine engine, UnitId unit, Phase phase) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.units(
                                new UnitFilter(Optional.of(phase), Optional.empty(), Optional.of(unit)), 1))
                        .hasSize(1));
    }

    private static String ask(Engine engine, UnitId unit) {
        return give(engine, CommandKind.MOVE, unit);
    }

    private static String give(Engine engine, CommandKind kind, UnitId unit) {
        return engine.command(new Command(kind, unit(unit), "", "test"));
    }

    private static Scope unit(UnitId unit) {
        return new Scope(Optional.empty(), Optional.of(unit));
    }

    private static void assertRefused(Engine engine, UnitId unit, ErrorCode code) {
        assertThatThrownBy(() -> ask(engine, unit))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void insert(Database database, int id, String creator) {
        database.execute("insert into notes values (" + id + ", '" + creator + "', 'x')");
    }
}
