package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PortableRows;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
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
            bind(connection, statement, right.unit());
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
            statements.add(upsert(new TravellingColumns(shape, columns)));
        }
        statements.add("commit");
        return statements;
    }

    private void bind(Connection connection, PreparedStatement statement, UnitId unit) throws SQLException {
        int next = MoverStatement.PARAMETERS;
        if (deletes()) {
            next = columns.key().bindArrays(connection, statement, next, rows.absentKeys());
            next = columns.unit().bind(statement, next, unit);
        }
        if (upserts()) {
            for (int i = 0; i < parked.size(); i++) {
                next = columns.key().bindArrays(connection, statement, next, rows.presentKeys());
                next = columns.unit().bind(statement, next, unit);
            }
            for (List<@Nullable String> values : ((PortableRows) rows.present()).columns()) {
                statement.setArray(++next, connection.createArrayOf("text", values.toArray()));
            }
            columns.unit().bind(statement, next, unit);
        }
    }

    private String delete() {
        return "delete" + columns.from() + "where " + columns.key().among() + " and "
                + columns.unit().condition();
    }

    private String upsert(TravellingColumns travelling) {
        return "insert into " + columns.table() + " as t (" + travelling.names() + ") overriding system value select "
                + travelling.fromText() + " from unnest(" + travelling.arrays() + ") as r(" + travelling.names()
                + ") on conflict (" + columns.key().names() + ") do update set "
                + travelling.assignments() + " where " + columns.unit().condition() + " returning "
                + columns.key().text("t");
    }
}
