package dev.godwit.core;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One table of a keyspace.
 *
 * @param table its name in every store, as {@code table} or {@code schema.table}
 * @param tables the name where a store's differs
 * @param key the columns of its primary key, in order, at least one
 * @param unit how a row says to which unit it belongs
 * @param columns by store, the names of columns where a store's differ, from the name that the plan uses
 * @param mapping columns that are dropped, constant or transformed on the way; neither of the key nor of the unit
 */
public record Entity(
        EntityName name,
        String table,
        Map<StoreName, String> tables,
        List<String> key,
        UnitRule unit,
        Map<StoreName, Map<String, String>> columns,
        ColumnMapping mapping) {
    /** @throws GodwitException with {@link ErrorCode#PLAN_INVALID_VALUE} when the mapping touches key or unit */
    public Entity {
        tables = sorted(tables, UnaryOperator.identity());
        key = List.copyOf(key);
        columns = sorted(columns, names -> Collections.unmodifiableSortedMap(new TreeMap<>(names)));
        Stream.concat(key.stream(), unit.columns().stream())
                .filter(mapping::mentions)
                .findFirst()
                .ifPresent(column -> {
                    throw new GodwitException(
                            ErrorCode.PLAN_INVALID_VALUE,
                            "column " + column
                                    + " is part of the key or decides on the unit: it is carried as it is, neither"
                                    + " dropped nor constant nor transformed");
                });
    }

    /** Every column is carried as it is. */
    public Entity(
            EntityName name,
            String table,
            Map<StoreName, String> tables,
            List<String> key,
            UnitRule unit,
            Map<StoreName, Map<String, String>> columns) {
        this(name, table, tables, key, unit, columns, ColumnMapping.NONE);
    }

    /** The same with columns that are dropped, constant or transformed. */
    public Entity with(ColumnMapping other) {
        return new Entity(name, table, tables, key, unit, columns, other);
    }

    /** A table with one key column and one unit column, called the same in every store. */
    public static Entity of(EntityName name, String table, String key, String unit) {
        return new Entity(name, table, Map.of(), List.of(key), UnitRule.column(unit), Map.of());
    }

    /** So that the text of a plan, and with it its digest, is the same in each process. */
    private static <V> Map<StoreName, V> sorted(Map<StoreName, V> byStore, UnaryOperator<V> inOrder) {
        SortedMap<StoreName, V> sorted = new TreeMap<>(Comparator.comparing(StoreName::value));
        byStore.forEach((store, value) -> sorted.put(store, inOrder.apply(value)));
        return Collections.unmodifiableSortedMap(sorted);
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
