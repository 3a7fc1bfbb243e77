package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.KeyRange;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;

/** The rows of a unit in a range of keys, as the end of a query and what it takes. */
record KeyRanges(String where, List<Object> parameters) {
    static KeyRanges of(EntityTable table, UnitId unit, KeyRange range) {
        StringBuilder where = new StringBuilder("where ").append(table.unit().is("t"));
        List<Object> parameters = new ArrayList<>(table.unit().values(unit));
        range.after().ifPresent(key -> {
            where.append(" and ").append(table.compareKey("t", ">"));
            parameters.addAll(table.keyValues(key));
        });
        range.upTo().ifPresent(key -> {
            where.append(" and ").append(table.compareKey("t", "<="));
            parameters.addAll(table.keyValues(key));
        });
        return new KeyRanges(where.toString(), parameters);
    }

    /** The same in the order of the keys. */
    String inOrder(EntityTable table) {
        return where + " order by " + table.keyColumns("t");
    }
}
