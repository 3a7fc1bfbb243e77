package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mirror equal to home for a few keys, in one transaction. It touches rows of the mover's unit only: a key that
 * belongs to another unit is left alone and reported (pitfall U7). Thread-safe.
 */
final class MirrorApply {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final MoverStatement mover;

    MirrorApply(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.mover = new MoverStatement(schema);
    }

    ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        if (rows.presentKeys().isEmpty() && rows.absentKeys().isEmpty()) {
            return new ApplyResult(0, 0, List.of());
        }
        return catalog.with(
                shape.entity(),
                columns -> transactions.write(connection -> apply(connection, right, shape, columns, rows)));
    }

    private ApplyResult apply(
            Connection connection, MoverRight right, RowShape shape, TableColumns columns, CurrentRows rows)
            throws SQLException {
        boolean deletes = !rows.absentKeys().isEmpty();
        boolean upserts = !rows.presentKeys().isEmpty();
        List<String> statements = new ArrayList<>();
        if (deletes) {
            statements.add(delete(columns));
        }
        if (upserts) {
            statements.add(upsert(new TravellingColumns(shape), columns));
        }
        try (PreparedStatement statement = mover.prepare(connection, right, String.join("; ", statements))) {
            int next = MoverStatement.PARAMETERS;
            if (deletes) {
                statement.setArray(++next, KeyArrays.bind(connection, rows.absentKeys()));
                statement.setString(++next, right.unit().value());
            }
            if (upserts) {
                for (@Nullable String[] values : ((TextRows) rows.present()).columns()) {
                    statement.setArray(++next, connection.createArrayOf("text", values));
                }
                statement.setString(++next, right.unit().value());
            }
            statement.execute();
            int deleted = 0;
            if (deletes) {
                statement.getMoreResults();
                deleted = statement.getUpdateCount();
            }
            Set<Key> foreign = new LinkedHashSet<>(rows.presentKeys());
            if (upserts) {
                statement.getMoreResults();
                ResultSet upserted = statement.getResultSet();
                while (upserted.next()) {
                    foreign.remove(new Key(upserted.getString(1)));
                }
            }
            return new ApplyResult(rows.presentKeys().size() - foreign.size(), deleted, List.copyOf(foreign));
        }
    }

    private static String delete(TableColumns columns) {
        return "delete" + columns.from() + "where " + columns.key().sql() + " = any("
                + columns.key().arrayParameter() + ") and " + columns.unit().sql() + " = "
                + columns.unit().parameter();
    }

    private static String upsert(TravellingColumns travelling, TableColumns columns) {
        return "insert into " + columns.table() + " as t (" + travelling.names() + ") overriding system value select "
                + travelling.fromText() + " from unnest(" + travelling.arrays() + ") as r(" + travelling.names()
                + ") on conflict (" + Identifiers.quote(columns.key().name()) + ") do update set "
                + travelling.assignments() + " where " + columns.unit().sql() + " = "
                + columns.unit().parameter() + " returning " + columns.key().sql() + "::text";
    }
}
