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
                    + columns.from() + "where " + chosen(columns, condition);
            MoverStatement mover = new MoverStatement(schema);
            try (PreparedStatement statement = mover.prepare(connection, right, statements)) {
                int next = MoverStatement.PARAMETERS;
                statement.setString(++next, right.unit().value());
                statement.setString(++next, shape.entity().name().value());
                next = columns.unit().bind(statement, next, right.unit());
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
                .map(link -> " and not exists (select from " + columns.table() + " c where "
                        + columns.key().of("c") + " <> " + columns.key().tuple() + " and " + pointsTo(columns, link)
                        + ")")
                .collect(Collectors.joining());
    }

    private static String pointsTo(TableColumns columns, ParentLink link) {
        return IntStream.range(0, link.columns().size())
                .mapToObj(i -> "c." + columns.named(link.columns().get(i)) + " = "
                        + columns.key().columns().get(i).of("t"))
                .collect(Collectors.joining(" and "));
    }

    /** The place of a row names it in one table; in partitions two rows can have the same one. */
    private static String chosen(TableColumns columns, String condition) {
        String some = columns.from() + "where " + columns.unit().condition() + condition + " limit ?";
        return columns.partitioned()
                ? columns.key().tuple() + " in (select " + columns.key().list() + some + ")"
                : "t.ctid = any(array(select t.ctid" + some + "))";
    }
}
