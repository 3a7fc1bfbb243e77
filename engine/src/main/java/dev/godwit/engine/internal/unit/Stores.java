package dev.godwit.engine.internal.unit;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.RowShape;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.PlanStores;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two stores of a migration and the shapes of rows that travel between them.
 *
 * @param others of the plan, which take no part in the move
 * @param toTarget shapes of rows from source to target, parents first
 * @param toSource shapes of rows from target to source, parents first
 */
public record Stores(
        Keyspace keyspace,
        Store source,
        Store target,
        List<Store> others,
        List<RowShape> toTarget,
        List<RowShape> toSource) {
    public static Stores of(
            Keyspace keyspace,
            PlanStores stores,
            Map<EntityName, RowShape> toTarget,
            Map<EntityName, RowShape> toSource) {
        return new Stores(
                keyspace,
                stores.source(),
                stores.target(),
                stores.others(),
                List.copyOf(toTarget.values()),
                List.copyOf(toSource.values()));
    }

    public Store on(Side side) {
        return switch (side) {
            case SOURCE -> source;
            case TARGET -> target;
        };
    }

    /** The shapes of a unit's rows that travel away from the home, parents first. */
    public List<RowShape> shapesFrom(Side home, UnitId unit) {
        List<RowShape> shapes = switch (home) {
            case SOURCE -> toTarget;
            case TARGET -> toSource;
        };
        List<Entity> concerned = keyspace.entitiesOf(unit);
        return shapes.stream()
                .filter(shape -> concerned.contains(shape.entity()))
                .toList();
    }

    /**
     * A store of the plan.
     *
     * @throws IllegalArgumentException when it has none of that name
     */
    public Store named(StoreName name) {
        return Stream.concat(Stream.of(source, target), others.stream())
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store " + name));
    }
}
