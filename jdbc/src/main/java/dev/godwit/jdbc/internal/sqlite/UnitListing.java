package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Entity;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which units have rows. Thread-safe. */
final class UnitListing {
    private static final int PAGE = 1_000;

    private final StoreObjects objects;
    private final EntityTables tables;
    private final SqliteTransactions transactions;

    UnitListing(StoreObjects objects, EntityTables tables, SqliteTransactions transactions) {
        this.objects = objects;
        this.tables = tables;
        this.transactions = transactions;
    }

    List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return tables.with(entity, table -> transactions.read(sql -> units(sql, table, after, limit)));
    }

    /** Units with rows and without a fence row. */
    List<UnitId> unlisted(Sql sql, int limit) throws SQLException {
        SortedSet<UnitId> found = new TreeSet<>();
        for (EntityTable table : tables.read(sql).values()) {
            Optional<UnitId> after = Optional.empty();
            List<UnitId> page;
            do {
                page = units(sql, table, after, PAGE);
                for (UnitId unit : page) {
                    if (FenceRows.ofUnit(sql, objects, unit).isEmpty()) {
                        found.add(unit);
                    }
                }
                after = page.isEmpty() ? after : Optional.of(page.getLast());
            } while (page.size() == PAGE && found.size() < limit);
        }
        return new ArrayList<>(found).subList(0, Math.min(limit, found.size()));
    }

    /** From unit to unit along an index where one column names it; else every row is looked at. */
    private static List<UnitId> units(Sql sql, EntityTable table, Optional<UnitId> after, int limit)
            throws SQLException {
        return table.unit() instanceof UnitSql.Columns(List<KeyColumn> columns) && columns.size() == 1
                ? stepping(sql, table, columns.getFirst(), after, limit)
                : all(sql, table, after, limit);
    }

    private static List<UnitId> stepping(
            Sql sql, EntityTable table, KeyColumn column, Optional<UnitId> after, int limit) throws SQLException {
        String unit = column.of("t") + " collate binary";
        String order = " order by " + unit + " limit 1";
        String first = "select " + column.of("t") + table.from() + "where " + column.of("t") + " is not null" + order;
        String next = "select " + column.of("t") + table.from() + "where " + unit + " > ?" + order;
        List<UnitId> units = new ArrayList<>();
        Optional<Object> last = after.map(known -> column.value(known.value()));
        while (units.size() < limit) {
            Optional<Object> found = last.isPresent()
                    ? sql.first(next, row -> row.getObject(1), last.get())
                    : sql.first(first, row -> row.getObject(1));
            if (found.isEmpty()) {
                return units;
            }
            last = found.map(value -> value instanceof Integer number ? (Object) number.longValue() : value);
            units.add(UnitId.of(String.valueOf(found.get())));
        }
        return units;
    }

    private static List<UnitId> all(Sql sql, EntityTable table, Optional<UnitId> after, int limit) throws SQLException {
        String unit = table.unit().text("t");
        return sql.query(
                "select distinct " + unit + " as unit" + table.from() + "where " + unit + " > ? order by 1 limit ?",
                row -> UnitId.of(row.getString(1)),
                after.map(UnitId::value).orElse(""),
                limit);
    }
}
