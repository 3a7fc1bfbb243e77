package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreName;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog says about an entity's table, as far as reading and writing rows needs it.
 *
 * @param table quoted and qualified
 * @param partitions those in which its rows lie, of all levels, quoted and qualified; absent for an ordinary table
 * @param rowBytesTypical the mean size of a row on disk, 0 when the database does not know it yet
 */
record TableColumns(
        StoreName store,
        Entity entity,
        String table,
        Optional<List<String>> partitions,
        KeyColumns key,
        UnitColumns unit,
        long rowBytesTypical) {
    boolean partitioned() {
        return partitions.isPresent();
    }

    /** A {@code from} clause with the alias that {@link KeyColumns} uses. */
    String from() {
        return " from " + table + " t ";
    }

    /** The table whose rows say the unit themselves: this one, or that of the first ancestor. */
    TableColumns root() {
        return unit instanceof UnitColumns.Through through ? through.parent().root() : this;
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
