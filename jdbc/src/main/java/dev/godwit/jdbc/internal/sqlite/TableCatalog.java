package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One table in the catalog, read on one connection. Not thread-safe. */
record TableCatalog(Sql sql, String table) {
    private static final String BINARY = "BINARY";

    /** The column's type as it was declared; absent when there is no such column. */
    Optional<String> declaredType(String column) throws SQLException {
        return sql.first(
                "select type from pragma_table_xinfo(?) where name = ? collate binary",
                row -> row.getString(1),
                table,
                column);
    }

    /** The affinities of all columns, under other names. */
    Map<String, Affinity> affinities(UnaryOperator<String> name) throws SQLException {
        Map<String, Affinity> affinities = new HashMap<>();
        sql.query(
                "select name, type from pragma_table_xinfo(?)",
                row -> Optional.ofNullable(affinities.put(name.apply(row.getString(1)), Affinity.of(row.getString(2)))),
                table);
        return affinities;
    }

    /** By which collation the primary key tells values of the column apart. */
    String collationInKey(String column) throws SQLException {
        return sql.first(
                        "select x.coll from pragma_index_list(?) l, pragma_index_xinfo(l.name) x"
                                + " where x.name = ? order by l.origin = 'pk' desc, x.key desc",
                        row -> row.getString(1),
                        table,
                        column)
                .orElse(BINARY);
    }

    /**
     * Everything that tells rows apart.
     *
     * @throws GodwitException with {@link ErrorCode#TABLE_KIND} when a unique index is one of expressions
     */
    List<UniqueIndex> uniques(StoreName store) throws SQLException {
        List<UniqueIndex> uniques = new ArrayList<>();
        rowidAlias()
                .ifPresent(alias -> uniques.add(new UniqueIndex(List.of(new UniqueIndex.Column(alias, BINARY)), "")));
        record Index(String name, boolean partial) {}
        for (Index index : sql.query(
                "select name, partial from pragma_index_list(?) where \"unique\" order by seq",
                row -> new Index(row.getString(1), row.getBoolean(2)),
                table)) {
            if (sql.holds("select exists (select 1 from pragma_index_xinfo(?) where key and cid = -2)", index.name())) {
                throw new GodwitException(
                        ErrorCode.TABLE_KIND,
                        "store " + store + ", table " + table + ": unique index " + index.name()
                                + " is one of expressions, and a trigger can't tell which row it would replace");
            }
            List<UniqueIndex.Column> columns = sql.query(
                    "select name, coll from pragma_index_xinfo(?) where key order by seqno",
                    row -> new UniqueIndex.Column(row.getString(1), row.getString(2)),
                    index.name());
            uniques.add(new UniqueIndex(columns, index.partial() ? predicate(index.name()) : ""));
        }
        return uniques;
    }

    /** The column that is the row's number: an {@code integer primary key}. */
    Optional<String> rowidAlias() throws SQLException {
        boolean hasIndex = sql.holds("select exists (select 1 from pragma_index_list(?) where origin = 'pk')", table);
        return hasIndex
                ? Optional.empty()
                : sql.first("select name from pragma_table_xinfo(?) where pk = 1", row -> row.getString(1), table);
    }

    private String predicate(String index) throws SQLException {
        return sql.first(
                        "select sql from sqlite_master where type = 'index' and name = ?",
                        row -> row.getString(1),
                        index)
                .map(PartialIndex::predicate)
                .orElse("");
    }
}
