package dev.godwit.jdbc.internal;

import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import java.sql.PreparedStatement;

/** Removes what a unit left behind, a few rows at a time. Thread-safe. */
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
        return catalog.with(
                shape.entity(),
                columns -> transactions.write(connection -> {
                    String statements = "delete from " + schema.copyCursor() + " where unit = ? and entity = ?; delete"
                            + columns.from() + "where t.ctid = any(array(select t.ctid" + columns.from() + "where "
                            + columns.unit().sql() + " = " + columns.unit().parameter() + " limit ?))";
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
                }));
    }
}
