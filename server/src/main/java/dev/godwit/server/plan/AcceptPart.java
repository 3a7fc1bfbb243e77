package dev.godwit.server.plan;

import dev.godwit.core.Entity;
import dev.godwit.core.Plan.Accept;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code accept}: weaknesses that someone owns, as {@code entity.column} or {@code entity.constraint}. A table's
 * name may stand for its entity's.
 */
final class AcceptPart {
    private final List<Entity> entities;

    AcceptPart(List<Entity> entities) {
        this.entities = entities;
    }

    Accept read(Section plan) {
        Optional<Section> section = plan.optional("accept").flatMap(Value::section);
        if (section.isEmpty()) {
            return PlanDefaults.ACCEPT;
        }
        Section keys = section.get();
        Accept accept = new Accept(
                names(keys, "uniqueAcrossStores"),
                names(keys, "keysFromBothStores"),
                keys.optional("failoverCanLoseFreeze").flatMap(Value::flag).orElse(false));
        keys.finish();
        return accept;
    }

    private Set<String> names(Section keys, String key) {
        Set<String> names = new LinkedHashSet<>();
        for (Value item : keys.optional(key).flatMap(Value::items).orElse(List.of())) {
            item.text().flatMap(text -> name(item, text)).ifPresent(names::add);
        }
        return Set.copyOf(names);
    }

    private Optional<String> name(Value item, String text) {
        for (Entity entity : entities) {
            if (text.startsWith(entity.name() + ".")
                    && text.length() > entity.name().value().length() + 1) {
                return Optional.of(text);
            }
            if (text.startsWith(entity.table() + ".")
                    && text.length() > entity.table().length() + 1) {
                return Optional.of(entity.name() + text.substring(entity.table().length()));
            }
        }
        return item.invalid("'" + text + "' is not entity.column or entity.constraint of an entity of this plan");
    }
}
