package dev.godwit.engine.internal.workflow;

import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.Goal;
import java.util.List;

/**
 * Units that were born in the source after the last wave had begun; they join it. Where the last wave does not take all
 * units there are none: what no wave took stays where it is.
 */
record Newcomers(MoveParts parts) {
    private static final int AT_ONCE = 500;

    /** Moves them, until there is none left. */
    void move(StepContext context) throws InterruptedException {
        if (!parts.plan().takesAll()) {
            return;
        }
        WaveName last = parts.plan().wavesAsTheyBegin().getLast().name();
        List<UnitId> units = some();
        while (!units.isEmpty()) {
            context.note(units.size() + " units were born in the source meanwhile and join wave " + last);
            parts.recorder().begin(parts.plan(), last, units, Goal.MOVED);
            parts.starter().start(units);
            UnitsAwait.until(
                    parts, context, record -> true, record -> NextAction.of(record) == NextAction.REST, "moved");
            units = some();
        }
    }

    private List<UnitId> some() {
        return parts.stores().source().fences().unlistedUnits(AT_ONCE);
    }
}
