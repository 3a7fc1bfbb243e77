package dev.godwit.engine.internal.workflow;

import dev.godwit.core.StepContext;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
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
        UnitBoard board = parts.board();
        parts.readBoard();
        while (true) {
            long seen = board.changed().version();
            List<UnitRecord> missing = board.records(record -> concerned.test(record) && !there.test(record));
            if (missing.isEmpty()) {
                context.waitsFor("");
                return;
            }
            long stuck = missing.stream()
                    .filter(record -> record.flags().attention().isPresent())
                    .count();
            context.waitsFor(stuck == missing.size() ? stuck + " units need attention before they are " + what : "");
            context.awaitNotPaused();
            board.changed().await(seen, LONGEST_WAIT);
        }
    }
}
