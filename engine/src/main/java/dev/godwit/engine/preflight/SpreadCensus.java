package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Spread;
import dev.godwit.core.Problem;
import dev.godwit.core.Route;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the units of a plan with a policy are now, and where they would go: what the plan costs. A unit that nobody has ever
 * listed and that has rows in two stores is a problem, for nothing says which rows are right.
 */
final class SpreadCensus {
    /** Of one store; a census of more would take longer than somebody wants to wait for a plan. */
    private static final int UNITS_MAX = 200_000;

    private static final int PAGE = 5_000;
    private static final int DOUBLES_SHOWN = 5;
    private static final int ROWS_COUNTED = 1_000_000;

    private final Plan plan;
    private final Map<StoreName, Store> stores = new LinkedHashMap<>();
    private final Map<StoreName, StoreFacts> facts;
    private final History history;
    private final Map<UnitId, StoreName> homes;
    private final Map<StoreName, Set<UnitId>> units = new LinkedHashMap<>();

    private SpreadCensus(Plan plan, Collection<Store> stores, Map<StoreName, StoreFacts> facts, History history) {
        this.plan = plan;
        this.facts = facts;
        this.history = history;
        this.homes = history.homes();
        for (StoreName name : plan.movingStores()) {
            this.stores.put(name, Preflight.named(stores, name));
        }
    }

    /**
     * Counts.
     *
     * @param facts of all stores between which units move, whose tables are as they should be
     */
    static Findings of(Plan plan, Collection<Store> stores, Map<StoreName, StoreFacts> facts, History history) {
        SpreadCensus census = new SpreadCensus(plan, stores, facts, history);
        census.stores.forEach((name, store) -> census.units.put(name, census.count(store)));
        return new Findings(census.doubles(), census.costs());
    }

    private Set<UnitId> count(Store store) {
        Set<UnitId> found = new TreeSet<>();
        for (Entity entity : plan.keyspace().entities()) {
            Optional<UnitId> after = Optional.empty();
            List<UnitId> page;
            do {
                page = store.rows().units(entity, after, PAGE);
                found.addAll(page);
                after = page.isEmpty() ? after : Optional.of(page.getLast());
            } while (page.size() == PAGE && found.size() < UNITS_MAX);
        }
        return found;
    }

    private List<Problem> doubles() {
        Map<UnitId, List<StoreName>> whereabouts = new TreeMap<>();
        units.forEach((store, found) -> found.stream()
                .filter(unit -> !homes.containsKey(unit))
                .forEach(unit -> whereabouts
                        .computeIfAbsent(unit, ignored -> new ArrayList<>())
                        .add(store)));
        return whereabouts.entrySet().stream()
                .filter(unit -> unit.getValue().size() > 1)
                .limit(DOUBLES_SHOWN)
                .map(unit -> Problem.error(
                        ErrorCode.UNIT_IN_TWO_STORES, "unit " + unit.getKey(), counts(unit.getKey(), unit.getValue())))
                .toList();
    }

    private String counts(UnitId unit, List<StoreName> found) {
        return "nobody has listed it, and it has "
                + String.join(
                        " and ",
                        found.stream()
                                .map(store -> rows(unit, store) + " rows in " + store)
                                .toList())
                + "; nothing says which are right";
    }

    private long rows(UnitId unit, StoreName store) {
        Route route = plan.routes().stream()
                .filter(candidate ->
                        candidate.source().equals(store) || candidate.target().equals(store))
                .findFirst()
                .orElseThrow();
        StoreName other = route.source().equals(store) ? route.target() : route.source();
        StoreFacts here = facts.get(store);
        StoreFacts there = facts.get(other);
        return here == null || there == null
                ? 0
                : RowShapes.of(plan.along(new Route(store, other)), here, there).values().stream()
                        .mapToLong(shape -> rows(unit, store, shape))
                        .sum();
    }

    private long rows(UnitId unit, StoreName store, RowShape shape) {
        return Optional.ofNullable(stores.get(store))
                .map(opened -> opened.rows()
                        .digestNext(shape, unit, Optional.empty(), ROWS_COUNTED)
                        .count())
                .orElse(0L);
    }

    private List<String> costs() {
        Spread spread = plan.spread().orElseThrow();
        Map<StoreName, Long> loads = new HashMap<>();
        units.forEach((store, found) -> loads.put(
                store, found.stream().filter(unit -> livesIn(unit, store)).count()));
        return spread.sources().stream()
                .map(source -> costs(spread, source, loads))
                .toList();
    }

    private String costs(Spread spread, StoreName source, Map<StoreName, Long> loads) {
        Map<StoreName, Long> going = new TreeMap<>();
        Set<UnitId> found = units.getOrDefault(source, Set.of());
        long here = 0;
        for (UnitId unit : found) {
            if (livesIn(unit, source)) {
                here++;
                StoreName target =
                        spread.policy().choose(unit, Optional.of(source), store -> loads.getOrDefault(store, 0L));
                going.merge(target, 1L, Long::sum);
                loads.merge(source, -1L, Long::sum);
                loads.merge(target, 1L, Long::sum);
            }
        }
        long staying = Optional.ofNullable(going.remove(source)).orElse(0L);
        String moves = going.isEmpty()
                ? "none moves"
                : String.join(
                        ", ",
                        going.entrySet().stream()
                                .map(way -> "%,d to %s".formatted(way.getValue(), way.getKey()))
                                .toList());
        return "store %s: of %s%,d units %s; %,d stay; a unit has about %,d rows"
                .formatted(
                        source,
                        found.size() < UNITS_MAX ? "" : "the first ",
                        here,
                        moves,
                        staying,
                        rowsOf(source) / Math.max(1, found.size()));
    }

    private boolean livesIn(UnitId unit, StoreName store) {
        StoreName home = homes.get(unit);
        return home == null ? unlistedLiveIn(store) : home.equals(store);
    }

    private boolean unlistedLiveIn(StoreName store) {
        return history.isDefaultHome(store) || !history.installed(store);
    }

    private long rowsOf(StoreName store) {
        StoreFacts known = facts.get(store);
        return known == null
                ? 0
                : known.tables().values().stream()
                        .mapToLong(StoreFacts.TableFacts::estimatedRows)
                        .sum();
    }
}
