package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A move with a window: frozen, copied, switched; and what happens when the window is too short or the server dies. */
class OfflineMoveTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Set<PausePoint> WHILE_COPIED = Set.of(
            PausePoint.BEFORE_CHUNK_WRITE,
            PausePoint.AFTER_COPY,
            PausePoint.AFTER_SYNCED_RECORD,
            PausePoint.AFTER_CUTTING_RECORD,
            PausePoint.AFTER_DRAIN);

    @TempDir
    Path folder;

    private final AtomicInteger key = new AtomicInteger(1_000);
    private Move move;

    @BeforeEach
    void fill() {
        move = new Move(folder, 1, 40);
    }

    @AfterEach
    void close() {
        move.close();
    }

    @Test
    void writersAreOutFromTheFirstRowToTheNewHomeAndARollBackIsAsEver() {
        Map<PausePoint, String> refusals = new EnumMap<>(PausePoint.class);
        PausePoints points = point -> {
            if (WHILE_COPIED.contains(point)) {
                refusals.putIfAbsent(point, refusal());
            }
        };
        try (Engine engine = move.open(plan(LONG), points)) {
            engine.start();
            moved(engine);
            assertThat(refusals.keySet()).isEqualTo(WHILE_COPIED);
            assertThat(refusals.values())
                    .allSatisfy(refusal -> assertThat(refusal).contains("GODWIT FROZEN"));
            assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy));

            write(move.next);
            Move.command(engine, CommandKind.ROLLBACK, "wave-1");
            await().untilAsserted(() -> assertThat(engine.status().phases()).containsEntry(Phase.SYNCED, 1L));
            write(move.legacy);
            assertThat(move.legacy.ask("select count(*) from notes")).isEqualTo("42");
        }
    }

    @Test
    void whenTheWindowIsOverTheUnitIsBackAndNothingIsLost() {
        AtomicBoolean slow = new AtomicBoolean(true);
        PausePoints points = point -> {
            if (point == PausePoint.BEFORE_CHUNK_WRITE && slow.getAndSet(false)) {
                awaitThaw();
                write(move.legacy);
            }
        };
        try (Engine engine = move.open(plan(Duration.ofMillis(300)), points)) {
            engine.start();
            await().untilAsserted(() -> assertThat(engine.status().attention())
                    .singleElement()
                    .satisfies(unit -> assertThat(unit.reason()).startsWith("WINDOW_OVER: unit account-0 was not")));
            await().untilAsserted(() -> assertThat(move.legacy.ask("select role from godwit_notes.fence"))
                    .isEqualTo("HOME"));
            write(move.legacy);
            assertThat(engine.status().unitsMoved()).isZero();

            Move.command(engine, CommandKind.RESUME);
            moved(engine);
            assertThat(move.next.ask("select count(*) from notes where content = 'slipped in'"))
                    .isEqualTo("2");
            assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy));
        }
    }

    @Test
    void aPauseLetsWritersInAtOnce() {
        AtomicReference<Optional<Engine>> running = new AtomicReference<>(Optional.empty());
        PausePoints points = point -> {
            if (point == PausePoint.BEFORE_CHUNK_WRITE) {
                running.getAndSet(Optional.empty()).ifPresent(engine -> Move.command(engine, CommandKind.PAUSE));
            }
        };
        try (Engine engine = move.open(plan(LONG), points)) {
            running.set(Optional.of(engine));
            engine.start();
            await().until(() -> engine.status().flags().paused().isPresent());
            await().untilAsserted(() -> assertThat(move.legacy.ask("select role from godwit_notes.fence"))
                    .isEqualTo("HOME"));
            write(move.legacy);
            Move.command(engine, CommandKind.RESUME);
            moved(engine);
            assertThat(move.next.ask("select count(*) from notes")).isEqualTo("41");
        }
    }

    /** The worker dies at the point; another server goes on, in the window that the first one began. */
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_CHUNK_WRITE", "AFTER_SYNCED_RECORD", "AFTER_DEMOTE"})
    void anotherServerGoesOnWhereTheFirstDied(PausePoint death) throws InterruptedException {
        AtomicBoolean dead = new AtomicBoolean();
        try (Engine engine = move.open(plan(LONG), point -> {
            if (point == death) {
                dead.set(true);
                throw new ServerDied();
            }
        })) {
            engine.start();
            await().dontCatchUncaughtExceptions().untilTrue(dead);
        }
        try (Engine engine = move.open(plan(LONG), PausePoints.NONE)) {
            engine.start();
            moved(engine);
            assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy));
            write(move.next);
        }
    }

    /** Nothing catches it, and what it interrupts does nothing more. */
    private static final class ServerDied extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Plan plan(Duration window) {
        return Move.offline(move.plan(new Selection.All()), window);
    }

    private String refusal() {
        return String.valueOf(catchThrowable(() -> write(move.legacy)).getCause());
    }

    private void awaitThaw() {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .until(() -> move.legacy
                        .ask("select frozen_until < clock_timestamp() from godwit_notes.fence")
                        .equals("t"));
    }

    private void write(TestDatabases.Database database) {
        database.execute("insert into notes values (" + key.getAndIncrement() + ", 'account-0', 'slipped in')");
    }

    private static void moved(Engine engine) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.status().phases())
                        .as(() -> engine.status().toString())
                        .containsEntry(Phase.PROBATION, 1L));
    }
}
