package dev.godwit.core;

import java.util.Map;

/**
 * One table of a keyspace.
 *
 * @param table its name in every store, as {@code table} or {@code schema.table}
 * @param tables the name where a store's differs
 * @param keyColumn the column of its primary key
 * @param unitColumn the column that says to which unit a row belongs
 */
public record Entity(
        EntityName name, String table, Map<StoreName, String> tables, String keyColumn, String unitColumn) {
    public Entity {
        tables = Map.copyOf(tables);
    }

    public String tableIn(StoreName store) {
        return tables.getOrDefault(store, table);
    }
}
