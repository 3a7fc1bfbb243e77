package dev.godwit.engine.internal.workflow;

import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Waits until all units of a kind have come to where they should be. */
final class UnitsAwait {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private UnitsAwait() {}

    /**
     * Waits.
     *
     * @param concerned which units
     * @param there whether a unit is where it should be
     * @param what for the wait reason, such as "moved"
     * @throws InterruptedException when the runner is told to stop
     */
    static void until(
            MoveParts parts,
            StepContext context,
            Predicate<UnitRecord> concerned,
            Predicate<UnitRecord> there,
            String what)
            throws InterruptedException {
        parts.readBoard();
        until(parts.board(), context, concerned, there, what);
    }

    /** The same of units that the board shows already. */
    static void until(
            UnitBoard board,
            StepContext context,
            Predicate<UnitRecord> concerned,
            Predicate<UnitRecord> there,
            String what)
            throws InterruptedException {
        Predicate<UnitRecord> missing = record -> concerned.test(record) && !there.test(record);
        Predicate<UnitRecord> onItsWay =
                record -> missing.test(record) && record.flags().attention().isEmpty();
        // Each unit is waited for in its turn, so that a change of one costs no look at all of them.
        Deque<UnitId> turns = new ArrayDeque<>();
        while (true) {
            long seen = board.changed().version();
            while (!turns.isEmpty()
                    && board.record(turns.element()).filter(onItsWay).isEmpty()) {
                turns.remove();
            }
            if (turns.isEmpty()) {
                List<UnitRecord> left = board.records(missing);
                if (left.isEmpty()) {
                    context.waitsFor("");
                    return;
                }
                left.stream().filter(onItsWay).map(UnitRecord::unit).forEach(turns::add);
                context.waitsFor(turns.isEmpty() ? left.size() + " units need attention before they are " + what : "");
            }
            context.awaitNotPaused();
            board.changed().await(seen, LONGEST_WAIT);
        }
    }
}
