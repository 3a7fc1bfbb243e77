package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way out when rows of one batch exchange values of a unique constraint: before they are written, a column of theirs
 * is set to NULL, or to a reserved text where NULL is not allowed, in the same transaction. Never by a delete, which would
 * cascade (pitfall U8).
 *
 * @param column as the store has it
 * @param nullable whether it takes NULL
 */
record Parking(String column, boolean nullable) {
    private static final String REFUSAL = "UNIQUE constraint failed: ";

    /** Where rows may be parked so that they pass a refusal, if a unique constraint of other columns refused them. */
    static Optional<Parking> of(GodwitException refusal, EntityTable table, SqliteTransactions transactions) {
        if (!(refusal.getCause() instanceof SQLException failure) || !SqliteFailures.duplicate(failure)) {
            return Optional.empty();
        }
        String message = String.valueOf(failure.getMessage());
        int named = message.indexOf(REFUSAL);
        if (named < 0) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>();
        for (UniqueIndex unique : table.uniques()) {
            for (UniqueIndex.Column column : unique.columns()) {
                if (message.indexOf("." + column.name(), named) >= 0) {
                    columns.add(column.name());
                }
            }
        }
        columns.removeAll(ownColumns(table));
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(transactions.read(
                        sql -> new Parking(columns.getFirst(), takesNull(sql, table, columns.getFirst()))));
    }

    private static Set<String> ownColumns(EntityTable table) {
        Set<String> own = new HashSet<>();
        table.key().forEach(column -> own.add(column.name()));
        if (table.unit() instanceof UnitSql.Columns(List<KeyColumn> columns)) {
            columns.forEach(column -> own.add(column.name()));
        }
        return own;
    }

    private static boolean takesNull(Sql sql, EntityTable table, String column) throws SQLException {
        return sql.holds(
                "select exists (select 1 from pragma_table_xinfo(?) where name = ? and not \"notnull\")",
                table.bareName(),
                column);
    }

    /** Parks the unit's rows with these keys. */
    void park(Sql sql, EntityTable table, UnitId unit, List<Key> keys) throws SQLException {
        String value = nullable ? "null" : "'godwit parked ' || ?";
        String statement = "update " + table.table() + " as t set " + Identifiers.quote(column) + " = " + value
                + " where " + table.isKey("t") + " and " + table.unit().is("t");
        for (int i = 0; i < keys.size(); i++) {
            List<Object> values = new ArrayList<>();
            if (!nullable) {
                values.add(i);
            }
            values.addAll(table.keyValues(keys.get(i)));
            values.addAll(table.unit().values(unit));
            sql.update(statement, values.toArray());
        }
    }
}
