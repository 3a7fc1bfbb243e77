package dev.godwit.jdbc.internal;

/**
 * A column that is compared with values: the value is cast, never the column, so that an index on it serves.
 *
 * @param name bare
 */
record TypedColumn(String name, ColumnType type) {
    /** The column of table alias {@code t}. */
    String sql() {
        return "t." + Identifiers.quote(name);
    }

    /** A parameter in the column's type. */
    String parameter() {
        return "?::" + type.sql();
    }

    /** An array parameter in the column's type. */
    String arrayParameter() {
        return "?::" + type.sql() + "[]";
    }

    /** A value in the column's type, for statements that can't take parameters. */
    String literal(String value) {
        return Identifiers.literal(value) + "::" + type.sql();
    }
}
