package dev.godwit.jdbc.internal;

/**
 * What the catalog says about an entity's table, as far as reading and writing rows needs it.
 *
 * @param table quoted and qualified
 * @param keyCollation in which the key is ordered, quoted and qualified; empty when the key's type has none
 * @param rowBytesTypical the mean size of a row on disk, 0 when the database does not know it yet
 */
record TableColumns(String table, TypedColumn key, TypedColumn unit, String keyCollation, long rowBytesTypical) {
    /** A {@code from} clause with the alias that {@link TypedColumn#sql()} uses. */
    String from() {
        return " from " + table + " t ";
    }

    /** An expression in the key's type, ordered as the key column is. */
    String orderedAsKey(String expression) {
        return keyCollation.isEmpty() ? expression : expression + " collate " + keyCollation;
    }
}
