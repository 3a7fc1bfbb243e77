package dev.godwit.core;

import java.util.List;

/**
 * The entities whose rows move together. It outlives migrations; a unit is in at most one active migration.
 *
 * @param entities at least one, names unique
 */
public record Keyspace(KeyspaceName name, List<Entity> entities) {
    public Keyspace {
        entities = List.copyOf(entities);
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
}
