package dev.godwit.engine.rehearsal;

import dev.godwit.core.Entity;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowTrials;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.engine.preflight.RowShapes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Chooses the units of a rehearsal by plain, bounded reads of the real source: half of them those that have most of the
 * rows which a look all over the tables finds, the others by chance. Stateless.
 */
public final class SampleChoice {
    private static final int LISTED = 1_000;
    private static final int LOOKED_AT = 5_000;
    /** A unit with more is not chosen, and all together have no more. */
    public static final int MOST_ROWS = 50_000;

    private SampleChoice() {}

    /**
     * The units, reference tables first; fewer than are wanted where there are no more, or the others are too large.
     *
     * @param source the real one
     * @param scratch the store that will have the rows
     */
    public static List<UnitId> choose(Plan plan, Store source, Store scratch, int wanted, RandomGenerator chance) {
        Collection<RowShape> shapes =
                RowShapes.of(plan, source.facts(), scratch.facts()).values();
        Set<UnitId> chosen = new LinkedHashSet<>(plan.references());
        Set<UnitId> small = new HashSet<>();
        long rows = 0;
        int references = chosen.size();
        for (UnitId unit : order(plan, source, shapes, wanted, chance)) {
            if (chosen.size() - references == wanted) {
                break;
            }
            long size = size(plan, source, shapes, unit, MOST_ROWS - rows + 1);
            if (rows + size <= MOST_ROWS && small.add(unit)) {
                chosen.add(unit);
                rows += size;
            }
        }
        return List.copyOf(chosen);
    }

    private static List<UnitId> order(
            Plan plan, Store source, Collection<RowShape> shapes, int wanted, RandomGenerator chance) {
        Map<UnitId, Long> found = new LinkedHashMap<>();
        for (RowShape shape : shapes) {
            Entity entity = shape.entity();
            if (entity.unit() instanceof UnitRule.Whole whole && whole.reference()) {
                continue;
            }
            source.rows().units(entity, Optional.empty(), LISTED).forEach(unit -> found.putIfAbsent(unit, 0L));
            source.rowTrials().sample(shape, LOOKED_AT).map(RowTrials.Sample::rows).stream()
                    .flatMap(List::stream)
                    .flatMap(row -> row.unit().stream())
                    .forEach(unit -> found.merge(UnitId.of(unit), 1L, Long::sum));
        }
        listed(plan).ifPresent(allowed -> found.keySet().retainAll(allowed));
        List<UnitId> byChance = new ArrayList<>(found.keySet());
        Collections.shuffle(byChance, chance);
        List<UnitId> order = new ArrayList<>(found.entrySet().stream()
                .sorted(Map.Entry.<UnitId, Long>comparingByValue(Comparator.reverseOrder()))
                .limit((wanted + 1) / 2)
                .map(Map.Entry::getKey)
                .toList());
        order.addAll(byChance);
        return order;
    }

    /** Those that the plan moves, where it names each of them. */
    private static Optional<Set<UnitId>> listed(Plan plan) {
        Set<UnitId> units = new HashSet<>();
        for (Plan.Wave wave : plan.waves()) {
            switch (wave.units()) {
                case Selection.Listed listed -> units.addAll(listed.units());
                case Selection.Reference reference -> {}
                case Selection.Percent percent -> {
                    return Optional.empty();
                }
                case Selection.Query query -> {
                    return Optional.empty();
                }
                case Selection.All all -> {
                    return Optional.empty();
                }
                case Selection.OnRequest onRequest -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(units);
    }

    /** How many rows a unit has, counted no further than the limit in each table. */
    private static long size(Plan plan, Store source, Collection<RowShape> shapes, UnitId unit, long limit) {
        return shapes.stream()
                .filter(shape -> plan.keyspace().entitiesOf(unit).contains(shape.entity()))
                .mapToLong(shape -> source.rows()
                        .digestNext(shape, unit, Optional.empty(), (int) limit)
                        .count())
                .sum();
    }
}
