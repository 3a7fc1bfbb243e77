package dev.godwit.server.plan;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code entities}: which tables move, by which key, cut into units by which column. */
final class EntitiesPart {
    private final StoreNames stores;

    EntitiesPart(StoreNames stores) {
        this.stores = stores;
    }

    List<Entity> read(Section plan) {
        Optional<Value> entities = plan.required("entities");
        List<Value> values = entities.flatMap(Value::section).map(Section::all).orElse(List.of());
        if (values.isEmpty() && entities.isPresent() && entities.get().node() instanceof YamlNode.Mapping) {
            entities.get().invalid("name at least one entity");
        }
        List<Entity> read = new ArrayList<>();
        Map<String, String> ownerOfTable = new HashMap<>();
        for (Value value : values) {
            entity(value).ifPresent(entity -> {
                refuseSharedTables(value, entity, ownerOfTable);
                read.add(entity);
            });
        }
        return read;
    }

    private Optional<Entity> entity(Value value) {
        Optional<EntityName> name = value.keyAs(EntityName::new);
        Optional<Section> section = value.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        Optional<String> table = keys.required("table").flatMap(SqlName::table);
        Map<StoreName, String> tables = tables(keys);
        Optional<String> key = keys.required("key").flatMap(EntitiesPart::key);
        Optional<String> unit = keys.required("unit").flatMap(EntitiesPart::unit);
        keys.notSupported("columns", "; columns map by name");
        keys.finish();
        if (name.isEmpty() || table.isEmpty() || key.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Entity(name.get(), table.get(), tables, List.of(key.get()), UnitRule.column(unit.get()), Map.of()));
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

    private static Optional<String> key(Value value) {
        if (!(value.node() instanceof YamlNode.Sequence sequence)) {
            return SqlName.column(value);
        }
        if (sequence.items().size() > 1) {
            value.notSupported(value.path() + ": keys of several columns are not supported yet");
            return Optional.empty();
        }
        return only(value);
    }

    private static Optional<String> unit(Value value) {
        return switch (value.node()) {
            case YamlNode.Mapping mapping -> {
                String form = mapping.entries().isEmpty()
                        ? "{}"
                        : mapping.entries().getFirst().key();
                value.notSupported(value.path() + ": units by '" + form + "' are not supported yet; name a column");
                yield Optional.empty();
            }
            case YamlNode.Sequence sequence
            when sequence.items().size() > 1 -> {
                value.notSupported(value.path() + ": units of several columns are not supported yet");
                yield Optional.empty();
            }
            case YamlNode.Sequence sequence -> only(value);
            case YamlNode.Scalar scalar
            when scalar.text().equals("all") && !scalar.quoted() -> {
                value.notSupported(value.path() + ": 'all' (a whole table as one unit) is not supported yet;"
                        + " a column of that name is written \"all\"");
                yield Optional.empty();
            }
            case YamlNode.Scalar scalar -> SqlName.column(value);
        };
    }

    private static Optional<String> only(Value list) {
        List<Value> items = list.items().orElse(List.of());
        return items.isEmpty() ? list.invalid("name a column") : SqlName.column(items.getFirst());
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
