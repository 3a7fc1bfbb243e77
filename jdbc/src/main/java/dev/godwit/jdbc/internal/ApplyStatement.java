package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PortableRows;
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
 * The statements of one apply, sent together: entry, deletes, parking if it was found to be needed, upserts, commit.
 *
 * @param parked where the batch's rows are parked before they are written
 */
record ApplyStatement(RowShape shape, TableColumns columns, CurrentRows rows, List<Parking.Place> parked) {

    ApplyResult execute(Connection connection, MoverStatement mover, MoverRight right) throws SQLException {
        try (PreparedStatement statement = mover.prepare(connection, right, String.join("; ", statements()))) {
            bind(connection, statement, right.unit().value());
            statement.execute();
            int deleted = 0;
            if (deletes()) {
                statement.getMoreResults();
                deleted = statement.getUpdateCount();
            }
            Set<Key> foreign = new LinkedHashSet<>(rows.presentKeys());
            if (upserts()) {
                for (int skipped = 0; skipped <= parked.size(); skipped++) {
                    statement.getMoreResults();
                }
                ResultSet upserted = statement.getResultSet();
                while (upserted.next()) {
                    foreign.remove(new Key(upserted.getString(1)));
                }
            }
            return new ApplyResult(rows.presentKeys().size() - foreign.size(), deleted, List.copyOf(foreign));
        }
    }

    private boolean deletes() {
        return !rows.absentKeys().isEmpty();
    }

    private boolean upserts() {
        return !rows.presentKeys().isEmpty();
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        if (deletes()) {
            statements.add(delete());
        }
        if (upserts()) {
            parked.forEach(place -> statements.add(Parking.statement(place, columns)));
            statements.add(upsert(new TravellingColumns(shape)));
        }
        statements.add("commit");
        return statements;
    }

    private void bind(Connection connection, PreparedStatement statement, String unit) throws SQLException {
        int next = MoverStatement.PARAMETERS;
        if (deletes()) {
            statement.setArray(++next, KeyArrays.bind(connection, rows.absentKeys()));
            statement.setString(++next, unit);
        }
        if (upserts()) {
            for (int i = 0; i < parked.size(); i++) {
                statement.setArray(++next, KeyArrays.bind(connection, rows.presentKeys()));
                statement.setString(++next, unit);
            }
            for (List<@Nullable String> values : ((PortableRows) rows.present()).columns()) {
                statement.setArray(++next, connection.createArrayOf("text", values.toArray()));
            }
            statement.setString(++next, unit);
        }
    }

    private String delete() {
        return "delete" + columns.from() + "where " + columns.key().sql() + " = any("
                + columns.key().arrayParameter() + ") and " + columns.unit().sql() + " = "
                + columns.unit().parameter();
    }

    private String upsert(TravellingColumns travelling) {
        return "insert into " + columns.table() + " as t (" + travelling.names() + ") overriding system value select "
                + travelling.fromText() + " from unnest(" + travelling.arrays() + ") as r(" + travelling.names()
                + ") on conflict (" + Identifiers.quote(columns.key().name()) + ") do update set "
                + travelling.assignments() + " where " + columns.unit().sql() + " = "
                + columns.unit().parameter() + " returning " + columns.key().sql() + "::text";
    }
}
