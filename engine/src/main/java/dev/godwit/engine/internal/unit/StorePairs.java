package dev.godwit.engine.internal.unit;

import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.preflight.RowShapes;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The pairs of stores between which the units of a migration move, in the order of its plan. */
public record StorePairs(Map<Route, Stores> pairs) {
    public StorePairs {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    /**
     * The pairs of a plan.
     *
     * @param facts of the stores from which and to which units move
     */
    public static StorePairs of(Plan plan, PlanStores opened, Map<StoreName, StoreFacts> facts) {
        Map<Route, Stores> pairs = new LinkedHashMap<>();
        for (Route route : plan.routes()) {
            Plan along = plan.along(route);
            StoreFacts source = Objects.requireNonNull(facts.get(route.source()));
            StoreFacts target = Objects.requireNonNull(facts.get(route.target()));
            pairs.put(
                    route,
                    Stores.of(
                            plan.keyspace(),
                            opened.along(route),
                            RowShapes.of(along, source, target),
                            RowShapes.of(along, target, source)));
        }
        return new StorePairs(pairs);
    }

    /** The two between which a unit moves. */
    public Stores of(UnitRecord record) {
        return along(new Route(record.source(), record.target()));
    }

    /**
     * The two of a route.
     *
     * @throws IllegalArgumentException when no unit of the plan goes that way
     */
    public Stores along(Route route) {
        Stores found = pairs.get(route);
        if (found == null) {
            throw new IllegalArgumentException("no unit goes from " + route);
        }
        return found;
    }

    /** Those of the first route; the only ones where all units go the same way. */
    public Stores first() {
        return pairs.values().iterator().next();
    }

    /** The stores on one side of any pair. */
    Set<StoreName> names(Side side) {
        return pairs.values().stream().map(pair -> pair.on(side).name()).collect(Collectors.toSet());
    }

    /** All between which units move, those that they leave first; each once. */
    public Collection<Store> moving() {
        Map<StoreName, Store> all = new LinkedHashMap<>();
        pairs.values().forEach(pair -> all.putIfAbsent(pair.source().name(), pair.source()));
        pairs.values().forEach(pair -> all.putIfAbsent(pair.target().name(), pair.target()));
        return List.copyOf(all.values());
    }

    /**
     * A store of the plan.
     *
     * @throws IllegalArgumentException when it has none of that name
     */
    public Store named(StoreName name) {
        return moving().stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseGet(() -> first().named(name));
    }
}
