package dev.godwit.core;

import java.util.List;
import java.util.Map;

/**
 * One table of a keyspace.
 *
 * @param table its name in every store, as {@code table} or {@code schema.table}
 * @param tables the name where a store's differs
 * @param key the columns of its primary key, in order, at least one
 * @param unit how a row says to which unit it belongs
 * @param columns by store, the names of columns where a store's differ, from the name that the plan uses
 */
public record Entity(
        EntityName name,
        String table,
        Map<StoreName, String> tables,
        List<String> key,
        UnitRule unit,
        Map<StoreName, Map<String, String>> columns) {
    public Entity {
        tables = Map.copyOf(tables);
        key = List.copyOf(key);
        columns = Map.copyOf(columns);
    }

    /** A table with one key column and one unit column, called the same in every store. */
    public static Entity of(EntityName name, String table, String key, String unit) {
        return new Entity(name, table, Map.of(), List.of(key), UnitRule.column(unit), Map.of());
    }

    public String tableIn(StoreName store) {
        return tables.getOrDefault(store, table);
    }

    /** What the plan calls the column that a store calls so. */
    public String columnOf(StoreName store, String columnThere) {
        return columns.getOrDefault(store, Map.of()).entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(columnThere))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(columnThere);
    }

    /** What a store calls the column that the plan calls so. */
    public String columnIn(StoreName store, String column) {
        return columns.getOrDefault(store, Map.of()).getOrDefault(column, column);
    }
}
