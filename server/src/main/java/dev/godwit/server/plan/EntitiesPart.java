package dev.godwit.server.plan;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ColumnTransform;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code entities}: which tables move, by which key, cut into units by which rule. */
final class EntitiesPart {
    private final StoreNames stores;
    private final Set<StoreName> targets;
    private final Map<String, ColumnTransform> transforms;

    /**
     * @param targets whose names of columns may differ
     * @param transforms those that there are, by name
     */
    EntitiesPart(StoreNames stores, Set<StoreName> targets, Map<String, ColumnTransform> transforms) {
        this.stores = stores;
        this.targets = Set.copyOf(targets);
        this.transforms = transforms;
    }

    List<Entity> read(Section plan) {
        Optional<Value> entities = plan.required("entities");
        List<Value> values = entities.flatMap(Value::section).map(Section::all).orElse(List.of());
        if (values.isEmpty() && entities.isPresent() && entities.get().node() instanceof YamlNode.Mapping) {
            entities.get().invalid("name at least one entity");
        }
        Families families = new Families();
        Map<String, String> ownerOfTable = new HashMap<>();
        for (Value value : values) {
            entity(value, families).ifPresent(entity -> refuseSharedTables(value, entity, ownerOfTable));
        }
        return families.parentsFirst();
    }

    private Optional<Entity> entity(Value value, Families families) {
        Optional<EntityName> name = value.keyAs(EntityName::new);
        Optional<Section> section = value.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        Optional<String> table = keys.required("table").flatMap(SqlName::table);
        Map<StoreName, String> tables = tables(keys);
        Optional<List<String>> key = keys.required("key").flatMap(ColumnList::read);
        Optional<Value> unitValue = keys.required("unit");
        Optional<UnitRule> unit = unitValue.flatMap(UnitPart::read);
        Map<String, String> columns = keys.optional("columns")
                .flatMap(Value::section)
                .map(EntitiesPart::columns)
                .orElse(Map.of());
        ColumnMapping mapping = new MappingPart(transforms).read(keys, columns);
        keys.finish();
        if (name.isEmpty() || table.isEmpty() || key.isEmpty() || unitValue.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        Entity entity = new Entity(
                name.get(),
                table.get(),
                tables,
                key.get(),
                unit.get(),
                columns.isEmpty()
                        ? Map.of()
                        : targets.stream().collect(Collectors.toMap(store -> store, store -> columns)));
        Optional<Entity> mapped = value.convert(mapping, entity::with);
        mapped.ifPresent(found -> families.add(found, unitValue.get()));
        return mapped;
    }

    /** The names of a table where stores call it otherwise. */
    Map<StoreName, String> tables(Section keys) {
        Map<StoreName, String> tables = new HashMap<>();
        for (Value value : keys.optional("tables")
                .flatMap(Value::section)
                .map(Section::all)
                .orElse(List.of())) {
            Optional<String> table = SqlName.table(value);
            stores.readKey(value).ifPresent(store -> table.ifPresent(name -> tables.put(store, name)));
        }
        return tables;
    }

    /** From the source's names to the target's. */
    private static Map<String, String> columns(Section section) {
        Map<String, String> columns = new HashMap<>();
        Map<String, String> sourceOf = new HashMap<>();
        for (Value value : section.all()) {
            SqlName.column(value).ifPresent(name -> {
                String other = sourceOf.putIfAbsent(name, value.key());
                if (other != null) {
                    value.invalid("'" + other + "' is already called '" + name + "' in the target");
                }
                columns.put(value.key(), name);
            });
        }
        return columns;
    }

    private void refuseSharedTables(Value value, Entity entity, Map<String, String> ownerOfTable) {
        for (String store : stores.names()) {
            String table = entity.tables().entrySet().stream()
                    .filter(entry -> entry.getKey().value().equals(store))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(entity.table());
            String qualified = table.contains(".") ? table : "public." + table;
            String owner = ownerOfTable.putIfAbsent(
                    store + " " + qualified, entity.name().value());
            if (owner != null) {
                value.invalid("table " + table + " of store " + store + " already belongs to entity " + owner);
                return;
            }
        }
    }
}
