package dev.godwit.bench.takeover;

import static org.awaitility.Awaitility.await;

import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.checkers.History;
import dev.godwit.checkers.Operation;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server was killed, and another one has taken over.
 *
 * @param killedNanos just before the signal was sent, on the monotonic clock
 * @param led how long after that somebody else led
 * @param ended how long after that the interrupted change of home was brought to an end
 */
record Takeover(UnitId unit, long killedNanos, Duration led, Duration ended) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Kills the server that leads and waits for its successor. */
    static Takeover of(ServerProcess leader, UnitId unit, ControlTables tables)
            throws SQLException, InterruptedException {
        long term = tables.term();
        long killed = System.nanoTime();
        leader.kill();
        look("another server leads", () -> tables.term() > term);
        Duration led = Duration.ofNanos(System.nanoTime() - killed);
        look("the attempt has ended", () -> !tables.changing(unit));
        return new Takeover(unit, killed, led, Duration.ofNanos(System.nanoTime() - killed));
    }

    /** How long after the death a user was first told that the unit has taken a write. */
    Duration written(History history, NoteLayout layout) {
        long account = layout.account(unit.value());
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        history.visit(id -> layout.accountOf(layout.slot(id)) == account, operation -> {
            if (operation.kind() == Operation.Kind.WRITE && operation.outcome() == Operation.Outcome.OK) {
                long after = operation.returnedNanos() - killedNanos;
                if (after > 0) {
                    first.accumulateAndGet(after, Math::min);
                }
            }
        });
        return Duration.ofNanos(first.get());
    }

    private interface Look {
        boolean reached() throws SQLException;
    }

    private static void look(String what, Look look) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(look::reached);
    }
}
