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
        String key = columns.key().sql();
        String parameter = columns.key().parameter();
        return "where " + columns.unit().sql() + " = " + columns.unit().parameter()
                + (range.after().isPresent() ? " and " + key + " > " + parameter : "")
                + (range.upTo().isPresent() ? " and " + key + " <= " + parameter : "");
    }

    /**
     * Prepares a query whose parameters are those of {@link #where}. A range is planned for its values each time: units
     * differ in size, and a plan for an average one would be a bad one. A whole unit is read by its index anyway.
     */
    static PreparedStatement prepare(Connection connection, String query, UnitId unit, KeyRange range)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        if (!range.equals(KeyRange.ALL)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        int next = 0;
        statement.setString(++next, unit.value());
        if (range.after().isPresent()) {
            statement.setString(++next, range.after().get().text());
        }
        if (range.upTo().isPresent()) {
            statement.setString(++next, range.upTo().get().text());
        }
        return statement;
    }
}
