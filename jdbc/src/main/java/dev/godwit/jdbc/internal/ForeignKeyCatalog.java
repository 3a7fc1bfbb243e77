package dev.godwit.jdbc.internal;

import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The foreign keys of a table and those that point to it. */
final class ForeignKeyCatalog {
    private static final String QUERY = """
            select k.conname, cn.nspname || '.' || c.relname, columns.names, fn.nspname || '.' || f.relname,
                   referenced.names, k.confdeltype in ('c', 'n', 'd'), k.condeferrable
              from pg_constraint k
              join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
              join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
             cross join lateral (
                   select array_agg(a.attname::text order by place) as names
                     from unnest(k.conkey) with ordinality as u(attnum, place)
                     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) columns
             cross join lateral (
                   select array_agg(a.attname::text order by place) as names
                     from unnest(k.confkey) with ordinality as u(attnum, place)
                     join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) referenced
             where k.contype = 'f' and ?::oid in (k.conrelid, k.confrelid) and k.conparentid = 0
             order by 2, 1
            """;

    private ForeignKeyCatalog() {}

    static List<ForeignKeyFacts> read(CatalogReader catalog, String table) throws SQLException {
        return catalog.rows(QUERY, ForeignKeyCatalog::foreignKey, table);
    }

    private static ForeignKeyFacts foreignKey(ResultSet row) throws SQLException {
        return new ForeignKeyFacts(
                row.getString(1),
                row.getString(2),
                Arrays.asList((String[]) row.getArray(3).getArray()),
                row.getString(4),
                Arrays.asList((String[]) row.getArray(5).getArray()),
                row.getBoolean(6),
                row.getBoolean(7));
    }
}
