package dev.godwit.engine.internal.keys;

import dev.godwit.core.Entity;
import dev.godwit.core.Plan;
import java.util.List;

/** A column of a key, as the plan calls it. */
public record KeyColumn(Entity entity, String column) {
    /** Those of a plan that nobody has accepted as they are. */
    public static List<KeyColumn> of(Plan plan) {
        return plan.keyspace().entities().stream()
                .flatMap(entity -> entity.key().stream().map(column -> new KeyColumn(entity, column)))
                .filter(key -> !plan.accept().keysFromBothStores().contains(key.name()))
                .toList();
    }

    /** As {@code accept} names it. */
    public String name() {
        return entity.name() + "." + column;
    }
}
