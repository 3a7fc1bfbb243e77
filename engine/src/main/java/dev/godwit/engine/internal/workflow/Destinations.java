package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Spread;
import dev.godwit.core.Route;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which way each unit goes that a wave takes: the only one that the plan has, or the one that its policy says. A unit that
 * lives already where the policy wants it stays, and no wave takes it.
 */
public record Destinations(MoveParts parts) {
    /**
     * The units that a selection means now.
     *
     * @param taken units that belong to a wave already
     */
    Map<Route, List<UnitId>> of(Selection selection, Set<UnitId> taken) {
        Plan plan = parts.plan();
        return plan.spread()
                .map(spread -> spread(spread, selection, taken))
                .orElseGet(() -> Map.of(
                        plan.routes().getFirst(),
                        select(selection, parts.stores().first().source(), taken)));
    }

    /**
     * The way of one unit that somebody wants to move.
     *
     * @throws GodwitException with {@link ErrorCode#UNIT_ELSEWHERE} when it lives where the policy wants it, or in none of
     *     the plan's sources
     */
    public Route of(UnitId unit) {
        Plan plan = parts.plan();
        if (plan.spread().isEmpty()) {
            return plan.routes().getFirst();
        }
        KeyspaceName keyspace = plan.keyspace().name();
        StoreName home = parts.control()
                .unit(keyspace, unit)
                .map(UnitRecord::homeStore)
                .or(() -> parts.control().defaultHome(keyspace))
                .orElse(plan.source());
        StoreName target = plan.spread()
                .get()
                .policy()
                .choose(unit, Optional.of(home), store -> Homes.now(parts).unitsIn(store));
        Route route = new Route(home, target);
        if (!plan.routes().contains(route)) {
            throw new GodwitException(
                    ErrorCode.UNIT_ELSEWHERE,
                    "unit " + unit + " lives in " + home + ", and the policy of migration " + plan.migration()
                            + (home.equals(target) ? " wants it there" : " takes no units from there"));
        }
        return route;
    }

    private Map<Route, List<UnitId>> spread(Spread spread, Selection selection, Set<UnitId> taken) {
        Map<Route, List<UnitId>> ways = new LinkedHashMap<>();
        Homes homes = Homes.now(parts);
        for (StoreName source : spread.sources()) {
            for (UnitId unit : select(selection, parts.stores().named(source), taken)) {
                // Rows of units that live elsewhere may lie here too: mirrored, retained, or named in every source.
                if (homes.of(unit).equals(Optional.of(source))) {
                    choose(spread, unit, source, homes, ways);
                }
            }
        }
        return ways;
    }

    private static void choose(
            Spread spread, UnitId unit, StoreName source, Homes homes, Map<Route, List<UnitId>> ways) {
        StoreName target = spread.policy().choose(unit, Optional.of(source), homes::unitsIn);
        if (!target.equals(source)) {
            homes.leaves(source, target);
            ways.computeIfAbsent(new Route(source, target), way -> new ArrayList<>())
                    .add(unit);
        }
    }

    private List<UnitId> select(Selection selection, Store source, Set<UnitId> taken) {
        return UnitSelection.evaluate(
                selection,
                source,
                parts.stores()::named,
                parts.plan().keyspace().entities(),
                taken);
    }

    /** Where units live, and how many in each store; those included that are on their way. */
    private static final class Homes {
        private final Map<UnitId, StoreName> recorded = new HashMap<>();
        private final Map<StoreName, Long> units = new HashMap<>();
        private final Optional<StoreName> otherwise;

        private Homes(Optional<StoreName> otherwise) {
            this.otherwise = otherwise;
        }

        static Homes now(MoveParts parts) {
            KeyspaceName keyspace = parts.plan().keyspace().name();
            Homes homes = new Homes(parts.control().defaultHome(keyspace));
            for (Placement placement : parts.control().placementsAfter(keyspace, 0)) {
                homes.recorded.put(placement.unit(), placement.home());
                homes.units.merge(placement.mirror().orElse(placement.home()), 1L, Long::sum);
            }
            homes.otherwise.ifPresent(home -> homes.countUnlisted(parts, home));
            return homes;
        }

        private void countUnlisted(MoveParts parts, StoreName home) {
            if (parts.plan().movingStores().contains(home)) {
                long unlisted =
                        UnitSelection.all(
                                        parts.stores().named(home),
                                        parts.plan().keyspace().entities())
                                .stream()
                                .filter(unit -> !recorded.containsKey(unit))
                                .count();
                units.merge(home, unlisted, Long::sum);
            }
        }

        Optional<StoreName> of(UnitId unit) {
            return Optional.ofNullable(recorded.get(unit)).or(() -> otherwise);
        }

        long unitsIn(StoreName store) {
            return units.getOrDefault(store, 0L);
        }

        void leaves(StoreName source, StoreName target) {
            units.merge(source, -1L, Long::sum);
            units.merge(target, 1L, Long::sum);
        }
    }
}
