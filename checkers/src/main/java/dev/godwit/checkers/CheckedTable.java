package dev.godwit.checkers;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The table that is checked.
 *
 * @param name without a schema
 * @param key the column that identifies a row; a whole number or a text
 * @param unit the column that says whose row it is
 */
public record CheckedTable(String name, String key, String unit) {
    /** The name as the database quotes it. */
    public String quotedName(Statement statement) throws SQLException {
        return statement.enquoteIdentifier(name, true);
    }

    public String quotedUnit(Statement statement) throws SQLException {
        return statement.enquoteIdentifier(unit, true);
    }

    public String quotedKey(Statement statement) throws SQLException {
        return statement.enquoteIdentifier(key, true);
    }
}
