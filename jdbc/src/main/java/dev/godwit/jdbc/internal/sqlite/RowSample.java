package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import dev.godwit.core.ValueKind;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rows of a table tell, the first ones of many. Not thread-safe. */
final class RowSample {
    private static final int ROWS_LOOKED_AT = 100_000;

    private final Sql sql;
    private final EntityTable table;
    private final TableFacts facts;
    private final List<String> unfit = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private final TableFacts added;

    RowSample(Sql sql, EntityTable table, TableFacts facts) throws SQLException {
        this.sql = sql;
        this.table = table;
        this.facts = facts;
        for (KeyColumn column : table.key()) {
            lookForOtherTypes(column, "the key", "");
        }
        if (table.unit() instanceof UnitSql.Columns(List<KeyColumn> columns)) {
            for (KeyColumn column : columns) {
                lookForOtherTypes(column, "the unit", ", 'null'");
            }
        }
        for (ColumnFacts column : facts.columns()) {
            lookForStrays(column);
        }
        this.added = add();
    }

    /** What keeps the table from being moved at all. */
    List<String> unfit() {
        return unfit;
    }

    /** What keeps it from being moved to a store of another kind. */
    List<String> strays() {
        return strays;
    }

    /** The table's facts with those of its rows. */
    TableFacts added() {
        return added;
    }

    /** In an untyped world {@code 7} and {@code '7'} are two values with one text (pitfall C3). */
    private void lookForOtherTypes(KeyColumn column, String what, String orNull) throws SQLException {
        if (sql.holds("select exists (select 1 from (select " + column.of("t") + " as v" + table.from() + "limit "
                + ROWS_LOOKED_AT + ") where typeof(v) not in (" + column.storageClass() + orNull + "))")) {
            unfit.add("table " + facts.name() + ", column " + column.name() + ": " + what + " has values that are no "
                    + (column.whole() ? "whole numbers" : "texts"));
        }
    }

    private void lookForStrays(ColumnFacts column) throws SQLException {
        String expected = switch (column.kind()) {
            case INTEGER -> "'integer'";
            case BOOLEAN -> "'integer'";
            case FLOAT, DECIMAL -> "'real', 'integer'";
            case TEXT, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, JSON -> "'text'";
            case BYTES -> "'blob'";
            case UUID -> "'text', 'blob'";
            case OTHER -> "'text'";
        };
        String value = "t." + Identifiers.quote(column.name());
        List<String> types = sql.query(
                "select distinct typeof(v) from (select " + value + " as v" + table.from() + "limit " + ROWS_LOOKED_AT
                        + ") where typeof(v) not in (" + expected + ", 'null')"
                        + (column.kind() == ValueKind.BOOLEAN ? " or v not in (0, 1)" : ""),
                row -> row.getString(1));
        if (!types.isEmpty()) {
            strays.add("table " + facts.name() + ", column " + column.name() + " of type '" + column.declaredType()
                    + "' has values of type " + String.join(", ", types));
        }
    }

    private TableFacts add() throws SQLException {
        long rowsWithoutUnit = sql.first(
                        "select count(*) from (select 1" + table.from() + "where "
                                + table.unit().text("t") + " is null limit " + TableFacts.ROWS_WITHOUT_UNIT_MAX + ")",
                        row -> row.getLong(1))
                .orElse(0L);
        Optional<UnitId> unit = sql.first(
                        "select " + table.unit().text("t") + " as unit" + table.from() + "where "
                                + table.unit().text("t") + " <> '' limit 1",
                        row -> row.getString(1))
                .map(UnitId::of);
        return new TableFacts(
                facts.name(),
                facts.path(),
                facts.kind(),
                facts.unlogged(),
                facts.partOfInheritance(),
                facts.rowSecurityApplies(),
                facts.columns(),
                facts.primaryKey(),
                facts.indexes(),
                facts.userTriggers(),
                facts.triggerKept(),
                facts.rules(),
                facts.foreignKeys(),
                facts.exclusionConstraints(),
                facts.subscriptions(),
                facts.missingRights(),
                rowsWithoutUnit,
                unit,
                facts.estimatedRows());
    }
}
