package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.jdbc.internal.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that tells rows apart: the primary key, a unique constraint or a unique index of columns.
 *
 * @param predicate the condition of a partial index over bare columns, or empty
 */
record UniqueIndex(List<Column> columns, String predicate) {
    /** One of its columns with the collation by which it tells values apart. */
    record Column(String name, String collation) {
        String of(String alias) {
            return alias + "." + Identifiers.quote(name);
        }
    }

    UniqueIndex {
        columns = List.copyOf(columns);
    }

    /** The rows of a table that a row of another alias would displace, as alias {@code o} in a FROM clause. */
    String rowsLike(String table, String alias) {
        String rows = predicate.isEmpty() ? table : "(select * from " + table + " where " + predicate + "\n)";
        return rows + " as o where "
                + columns.stream()
                        .map(column -> column.of("o") + " = " + column.of(alias) + " collate " + column.collation())
                        .collect(Collectors.joining(" and "));
    }
}
