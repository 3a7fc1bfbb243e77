package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Placement;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Route;
import dev.godwit.core.StepContext;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        Set<UnitId> taken = take(last);
        while (!taken.isEmpty()) {
            context.note(taken.size() + " units live in the source by now and join wave " + last);
            Set<UnitId> some = taken;
            parts.starter()
                    .start(parts.readBoard().stream()
                            .filter(record -> some.contains(record.unit()))
                            .toList());
            UnitsAwait.until(
                    parts, context, record -> true, record -> NextAction.of(record) == NextAction.REST, "moved");
            taken = take(last);
        }
    }

    private Set<UnitId> take(WaveName wave) {
        Map<Route, List<UnitId>> ways = parts.plan().spread().isPresent() ? spread() : unlistedAndOthers();
        return ways.values().stream().allMatch(List::isEmpty)
                ? Set.of()
                : Set.copyOf(parts.recorder().begin(parts.plan(), wave, ways, Goal.MOVED));
    }

    /** All units are looked at: those that stay where they are, by the policy, may be many, and stay unlisted. */
    private Map<Route, List<UnitId>> spread() {
        Set<UnitId> known = parts.readBoard().stream().map(UnitRecord::unit).collect(Collectors.toSet());
        return new Destinations(parts).of(new Selection.All(), known);
    }

    private Map<Route, List<UnitId>> unlistedAndOthers() {
        Set<UnitId> units =
                new TreeSet<>(parts.stores().first().source().fences().unlistedUnits(AT_ONCE));
        units.addAll(ofOthers(parts.plan().source()));
        return Map.of(parts.plan().routes().getFirst(), List.copyOf(units));
    }

    /** Those that other migrations have recorded as living in a source, and at rest there. */
    List<UnitId> ofOthers(StoreName source) {
        return parts.control().placementsAfter(parts.plan().keyspace().name(), 0).stream()
                .filter(placement ->
                        !placement.phase().inFlight() && placement.home().equals(source))
                .map(Placement::unit)
                .filter(unit -> parts.board().record(unit).isEmpty())
                .toList();
    }
}
