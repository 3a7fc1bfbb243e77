package dev.godwit.server.plan;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.WaveName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code reference}: small tables that foreign keys point to. Each is one unit, called after its entity, which is
 * mirrored before the first wave begins and moved when the migration is finalized.
 */
final class ReferencePart {
    private static final WaveName WAVE = new WaveName("reference");

    private final EntitiesPart entities;

    ReferencePart(EntitiesPart entities) {
        this.entities = entities;
    }

    /** The reference tables, which no other entity may have. */
    List<Entity> read(Section plan, List<Entity> others) {
        List<Entity> read = new ArrayList<>();
        for (Value value : plan.optional("reference")
                .flatMap(Value::section)
                .map(Section::all)
                .orElse(List.of())) {
            entity(value).filter(entity -> isNew(value, entity, others)).ifPresent(read::add);
        }
        return read;
    }

    /** The waves of the plan, that of the reference tables first. */
    static List<Wave> withWave(List<Entity> references, List<Wave> waves, Section plan) {
        if (references.isEmpty()) {
            return waves;
        }
        if (waves.stream().anyMatch(wave -> wave.name().equals(WAVE))) {
            plan.optional("waves")
                    .ifPresent(value -> value.invalid(
                            "'" + WAVE + "' is the wave of the reference tables; name yours" + " otherwise"));
        }
        List<UnitId> units =
                references.stream().map(entity -> unitOf(entity.name())).toList();
        List<Wave> all = new ArrayList<>();
        all.add(new Wave(WAVE, new Selection.Reference(units), false));
        all.addAll(waves);
        return List.copyOf(all);
    }

    private Optional<Entity> entity(Value value) {
        Optional<EntityName> name = value.keyAs(EntityName::new);
        Optional<Section> section = value.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        Optional<String> table = keys.required("table").flatMap(SqlName::table);
        Map<StoreName, String> tables = entities.tables(keys);
        Optional<List<String>> key = keys.required("key").flatMap(ColumnList::read);
        keys.finish();
        return name.flatMap(called -> table.flatMap(found -> key.map(columns ->
                new Entity(called, found, tables, columns, new UnitRule.Whole(unitOf(called), true), Map.of()))));
    }

    private static boolean isNew(Value value, Entity entity, List<Entity> others) {
        Optional<Entity> same = others.stream()
                .filter(other ->
                        other.name().equals(entity.name()) || other.table().equals(entity.table()))
                .findFirst();
        same.ifPresent(other -> value.invalid("it is entity " + other.name() + " already"));
        return same.isEmpty();
    }

    private static UnitId unitOf(EntityName entity) {
        return UnitId.of("reference/" + entity);
    }
}
