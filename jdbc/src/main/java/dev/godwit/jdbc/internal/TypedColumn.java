package dev.godwit.jdbc.internal;

/**
 * A column that is compared with values: the value is cast, never the column, so that an index on it serves.
 *
 * @param name bare, as this store calls it
 * @param sqlType how SQL spells the type here
 * @param collation in which values are ordered, quoted and qualified; empty when the type has none
 */
record TypedColumn(String name, ColumnType type, String sqlType, String collation) {
    /** The column of a table alias. */
    String of(String alias) {
        return alias + "." + Identifiers.quote(name);
    }

    /** The one text of the column's value. */
    String text(String alias) {
        return type.text(of(alias));
    }

    /** An SQL expression of text or of no type, in the column's type. */
    String cast(String expression) {
        return expression + "::" + sqlType;
    }

    String parameter() {
        return cast("?");
    }

    String arrayParameter() {
        return cast("?") + "[]";
    }

    /** An expression in the column's type, ordered as the column is. */
    String ordered(String expression) {
        return collation.isEmpty() ? expression : expression + " collate " + collation;
    }
}
