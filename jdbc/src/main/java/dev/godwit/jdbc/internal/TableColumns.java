package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreName;

/**
 * What the catalog says about an entity's table, as far as reading and writing rows needs it.
 *
 * @param table quoted and qualified
 * @param partitioned whether its rows lie in partitions
 * @param rowBytesTypical the mean size of a row on disk, 0 when the database does not know it yet
 */
record TableColumns(
        StoreName store,
        Entity entity,
        String table,
        boolean partitioned,
        KeyColumns key,
        UnitColumns unit,
        long rowBytesTypical) {
    /** A {@code from} clause with the alias that {@link KeyColumns} uses. */
    String from() {
        return " from " + table + " t ";
    }

    /** What this store calls a column on its way, quoted. */
    String named(RowShape.Column column) {
        return named(column.name());
    }

    /** What this store calls a column that the plan calls so, quoted. */
    String named(String column) {
        return Identifiers.quote(entity.columnIn(store, column));
    }
}
