package dev.godwit.server.plan;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether each entity that reaches its unit through another one does so, and their order: parents first. */
final class Families {
    private final Map<EntityName, Entity> entities = new LinkedHashMap<>();
    private final Map<EntityName, Value> places = new LinkedHashMap<>();

    /** @param place where a problem of the entity is reported */
    void add(Entity entity, Value place) {
        entities.put(entity.name(), entity);
        places.put(entity.name(), place);
    }

    /** All entities; those whose parents are not as they have to be are reported. */
    List<Entity> parentsFirst() {
        entities.values().forEach(this::judge);
        Set<Entity> ordered = new LinkedHashSet<>();
        entities.values().forEach(entity -> place(entity, ordered, new LinkedHashSet<>()));
        return new ArrayList<>(ordered);
    }

    private void judge(Entity entity) {
        if (!(entity.unit() instanceof UnitRule.Through through)) {
            return;
        }
        Value place = at(entity);
        Entity parent = entities.get(through.parent());
        if (parent == null) {
            String suggestion = Nearest.to(
                            through.parent().value(),
                            new TreeSet<>(entities.keySet().stream()
                                    .map(EntityName::value)
                                    .toList()))
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("");
            place.invalid("no entity '" + through.parent() + "'" + suggestion);
        } else if (parent.key().size() != through.columns().size()) {
            place.invalid("the key of " + parent.name() + " has "
                    + columns(parent.key().size()) + ", 'through' has "
                    + columns(through.columns().size()));
        } else if (parent.unit() instanceof UnitRule.Whole) {
            place.invalid(parent.name() + " moves whole: say 'unit: all' here too");
        }
    }

    private void place(Entity entity, Set<Entity> ordered, Set<EntityName> below) {
        if (ordered.contains(entity)) {
            return;
        }
        if (!below.add(entity.name())) {
            at(entity).invalid("reaches its unit through itself: " + String.join(" -> ", names(below, entity)));
            return;
        }
        if (entity.unit() instanceof UnitRule.Through through && entities.containsKey(through.parent())) {
            Entity parent = entities.get(through.parent());
            if (parent != null) {
                place(parent, ordered, below);
            }
        }
        ordered.add(entity);
    }

    private Value at(Entity entity) {
        Value place = places.get(entity.name());
        if (place == null) {
            throw new IllegalArgumentException("an entity that was not added: " + entity.name());
        }
        return place;
    }

    private static List<String> names(Set<EntityName> below, Entity again) {
        List<String> names = new ArrayList<>();
        below.stream().map(EntityName::value).forEach(names::add);
        names.add(again.name().value());
        return names;
    }

    private static String columns(int count) {
        return count == 1 ? "1 column" : count + " columns";
    }
}
