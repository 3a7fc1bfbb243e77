package dev.godwit.jdbc.internal;

import dev.godwit.core.MoverRight;
import dev.godwit.core.ParentLink;
import dev.godwit.core.RowShape;
import java.sql.PreparedStatement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Removes what a unit left behind, a few rows at a time, those first to which no other row of the table points. Thread-safe. */
final class Removal {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final KeyspaceSchema schema;

    Removal(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.schema = schema;
    }

    int remove(MoverRight right, RowShape shape, int maxRows) {
        return catalog.with(shape.entity(), columns -> {
            int removed = remove(right, shape, columns, isLeaf(shape, columns), maxRows);
            // Rows that point to each other in a circle have no leaf: the rest goes at once.
            return removed == 0 && shape.pointsToItself()
                    ? remove(right, shape, columns, "", Integer.MAX_VALUE)
                    : removed;
        });
    }

    private int remove(MoverRight right, RowShape shape, TableColumns columns, String condition, int maxRows) {
        return transactions.write(connection -> {
            String statements = "delete from " + schema.copyCursor() + " where unit = ? and entity = ?; delete"
                    + columns.from() + "where t.ctid = any(array(select t.ctid" + columns.from() + "where "
                    + columns.unit().sql() + " = " + columns.unit().parameter() + condition + " limit ?))";
            MoverStatement mover = new MoverStatement(schema);
            try (PreparedStatement statement = mover.prepare(connection, right, statements)) {
                int next = MoverStatement.PARAMETERS;
                statement.setString(++next, right.unit().value());
                statement.setString(++next, shape.entity().name().value());
                statement.setString(++next, right.unit().value());
                statement.setInt(++next, maxRows);
                statement.execute();
                statement.getMoreResults();
                statement.getMoreResults();
                return statement.getUpdateCount();
            }
        });
    }

    /** No other row points to this one. */
    private static String isLeaf(RowShape shape, TableColumns columns) {
        return shape.parents().stream()
                .filter(link -> link.parent().equals(shape.entity().name()))
                .map(link -> " and not exists (select from " + columns.table() + " c where c.ctid <> t.ctid and "
                        + pointsTo(shape, link) + ")")
                .collect(Collectors.joining());
    }

    private static String pointsTo(RowShape shape, ParentLink link) {
        return IntStream.range(0, link.columns().size())
                .mapToObj(i -> "c." + Identifiers.quote(link.columns().get(i)) + " = t."
                        + Identifiers.quote(shape.entity().key().get(i)))
                .collect(Collectors.joining(" and "));
    }
}
