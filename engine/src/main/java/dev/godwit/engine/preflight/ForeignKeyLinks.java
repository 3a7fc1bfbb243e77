package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.ParentLink;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The foreign keys of one store between the entities of a keyspace, and the order of tables that they ask for. Pure. */
record ForeignKeyLinks(Keyspace keyspace, StoreFacts store) {
    /** What a row of this entity has to find in this store, in the plan's names of columns. */
    List<ParentLink> of(Entity child) {
        return foreignKeys(child).stream()
                .flatMap(key -> link(child, key).stream())
                .distinct()
                .toList();
    }

    /** The foreign keys from this entity's table. */
    List<ForeignKeyFacts> foreignKeys(Entity child) {
        TableFacts table = store.tables().get(child.name());
        return table == null
                ? List.of()
                : table.foreignKeys().stream()
                        .filter(key -> key.table().equals(table.path()))
                        .toList();
    }

    /** The entity that a foreign key points to, if it is in the plan. */
    Optional<Entity> parent(ForeignKeyFacts key) {
        return entityAt(key.referencedTable());
    }

    /** The entity whose table has this path. */
    Optional<Entity> entityAt(String path) {
        return keyspace.entities().stream()
                .filter(entity -> Optional.ofNullable(store.tables().get(entity.name()))
                        .filter(table -> table.path().equals(path))
                        .isPresent())
                .findFirst();
    }

    /** The link that a foreign key is; empty when the columns that it points to don't hold the parent's key. */
    Optional<ParentLink> link(Entity child, ForeignKeyFacts key) {
        return parent(key).flatMap(parent -> {
            List<String> columns = new ArrayList<>();
            for (String column : parent.key()) {
                int place = key.referencedColumns().indexOf(parent.columnIn(store.store(), column));
                if (place < 0) {
                    return Optional.empty();
                }
                columns.add(child.columnOf(store.store(), key.columns().get(place)));
            }
            return Optional.of(new ParentLink(parent.name(), columns));
        });
    }

    /**
     * The entities, parents before their children, otherwise in the plan's order. Those on a circle keep the plan's order.
     *
     * @param links by child, the parents that several stores know of
     */
    static List<Entity> parentsFirst(Keyspace keyspace, Map<EntityName, Set<EntityName>> links) {
        Map<EntityName, Entity> ordered = new LinkedHashMap<>();
        for (Entity entity : keyspace.entities()) {
            place(keyspace, entity, links, ordered, new HashSet<>());
        }
        return List.copyOf(ordered.values());
    }

    private static void place(
            Keyspace keyspace,
            Entity entity,
            Map<EntityName, Set<EntityName>> links,
            Map<EntityName, Entity> ordered,
            Set<EntityName> under) {
        if (ordered.containsKey(entity.name()) || !under.add(entity.name())) {
            return;
        }
        for (EntityName parent : links.getOrDefault(entity.name(), Set.of())) {
            place(keyspace, keyspace.entity(parent), links, ordered, under);
        }
        ordered.put(entity.name(), entity);
    }

    /** By child, its parents in any of the stores, those too through which it reaches its unit; not itself. */
    static Map<EntityName, Set<EntityName>> parents(Keyspace keyspace, List<StoreFacts> stores) {
        Map<EntityName, Set<EntityName>> parents = new LinkedHashMap<>();
        for (Entity entity : keyspace.entities()) {
            Set<EntityName> own = new LinkedHashSet<>();
            if (entity.unit() instanceof UnitRule.Through through) {
                own.add(through.parent());
            }
            for (StoreFacts store : stores) {
                new ForeignKeyLinks(keyspace, store).of(entity).forEach(link -> own.add(link.parent()));
            }
            own.remove(entity.name());
            parents.put(entity.name(), own);
        }
        return parents;
    }
}
