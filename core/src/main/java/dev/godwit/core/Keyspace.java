package dev.godwit.core;

import java.util.List;

/**
 * The entities whose rows move together. It outlives migrations; a unit is in at most one active migration.
 *
 * @param entities at least one, names unique; parents before the children that get their unit through them
 * @param rowsWithoutUnit what becomes of rows whose unit is NULL
 */
public record Keyspace(KeyspaceName name, List<Entity> entities, RowsWithoutUnit rowsWithoutUnit) {
    /** What becomes of rows whose unit is NULL. */
    public enum RowsWithoutUnit {
        /** There may be none: preflight reports them and the database refuses new ones. */
        REFUSE,
        /**
         * They stay in the store in which the keyspace was home when Godwit was installed, for good: no mover touches
         * them, anybody may write them there, and elsewhere they are refused.
         */
        STAY
    }

    public Keyspace {
        entities = List.copyOf(entities);
    }

    /** A keyspace in which every row has a unit. */
    public Keyspace(KeyspaceName name, List<Entity> entities) {
        this(name, entities, RowsWithoutUnit.REFUSE);
    }

    /**
     * The entity of that name.
     *
     * @throws IllegalArgumentException when the keyspace has none
     */
    public Entity entity(EntityName wanted) {
        return entities.stream()
                .filter(entity -> entity.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entity " + wanted + " in keyspace " + name));
    }

    /** The entities in which a unit can have rows: those of a whole table are nobody else's. */
    public List<Entity> entitiesOf(UnitId unit) {
        List<Entity> whole = entities.stream()
                .filter(entity -> entity.unit() instanceof UnitRule.Whole rule
                        && rule.unit().equals(unit))
                .toList();
        return whole.isEmpty()
                ? entities.stream()
                        .filter(entity -> !(entity.unit() instanceof UnitRule.Whole))
                        .toList()
                : whole;
    }
}
