package dev.godwit.jdbc.internal;

import dev.godwit.core.KeyRange;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/** The condition "rows of this unit in this key range", and its parameters. */
final class UnitRange {
    private UnitRange() {}

    static String where(TableColumns columns, KeyRange range) {
        String key = columns.key().tuple();
        String parameter = columns.key().parameter();
        return "where " + columns.unit().condition()
                + (range.after().isPresent() ? " and " + key + " > " + parameter : "")
                + (range.upTo().isPresent() ? " and " + key + " <= " + parameter : "");
    }

    /**
     * Prepares a query whose parameters are those of {@link #where}. A range is planned for its values each time: units
     * differ in size, and a plan for an average one would be a bad one. A whole unit is read by its index anyway.
     */
    static PreparedStatement prepare(
            Connection connection, String query, TableColumns columns, UnitId unit, KeyRange range)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        if (!range.equals(KeyRange.ALL)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        bind(statement, 0, columns, unit, range);
        return statement;
    }

    /** Binds the parameters of {@link #where}. */
    static void bind(PreparedStatement statement, int before, TableColumns columns, UnitId unit, KeyRange range)
            throws SQLException {
        int next = columns.unit().bind(statement, before, unit);
        if (range.after().isPresent()) {
            next = columns.key().bind(statement, next, range.after().get());
        }
        if (range.upTo().isPresent()) {
            columns.key().bind(statement, next, range.upTo().get());
        }
    }
}
