package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Placement;
import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.Goal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Units that live in the source although no wave has taken them: born there after the last wave had begun, or brought or
 * left there by other migrations meanwhile. They join the last wave. Where that does not take all units there are none:
 * what no wave took stays where it is.
 */
record Newcomers(MoveParts parts) {
    private static final int AT_ONCE = 500;

    /** Moves them, until there is none left but those that another migration has on their way. */
    void move(StepContext context) throws InterruptedException {
        if (!parts.plan().takesAll()) {
            return;
        }
        WaveName last = parts.plan().wavesAsTheyBegin().getLast().name();
        List<UnitId> taken = take(last);
        while (!taken.isEmpty()) {
            context.note(taken.size() + " units live in the source by now and join wave " + last);
            parts.starter().start(taken);
            UnitsAwait.until(
                    parts, context, record -> true, record -> NextAction.of(record) == NextAction.REST, "moved");
            taken = take(last);
        }
    }

    private List<UnitId> take(WaveName wave) {
        Set<UnitId> units = new TreeSet<>(parts.stores().source().fences().unlistedUnits(AT_ONCE));
        units.addAll(ofOthers());
        return units.isEmpty() ? List.of() : parts.recorder().begin(parts.plan(), wave, units, Goal.MOVED);
    }

    /** Those that other migrations have recorded as living in the source, and at rest there. */
    List<UnitId> ofOthers() {
        return parts.control().placementsAfter(parts.plan().keyspace().name(), 0).stream()
                .filter(placement -> !placement.phase().inFlight()
                        && placement.home().equals(parts.plan().source()))
                .map(Placement::unit)
                .filter(unit -> parts.board().record(unit).isEmpty())
                .toList();
    }
}
