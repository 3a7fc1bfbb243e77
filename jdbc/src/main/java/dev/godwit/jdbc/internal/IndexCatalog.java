package dev.godwit.jdbc.internal;

import dev.godwit.core.StoreFacts.IndexFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The indexes of one table, as the catalog knows them. */
final class IndexCatalog {
    private static final String QUERY = """
            select c.relname,
                   (select array_agg(coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k.place::int, true))
                                     order by k.place)
                      from unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
                      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                     where k.place <= i.indnkeyatts),
                   i.indisunique, i.indpred is not null, i.indisvalid
              from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = ?::oid
             order by c.relname
            """;

    private IndexCatalog() {}

    static List<IndexFacts> read(CatalogReader catalog, String table) throws SQLException {
        return catalog.rows(QUERY, IndexCatalog::index, table);
    }

    private static IndexFacts index(ResultSet row) throws SQLException {
        return new IndexFacts(
                row.getString(1),
                Arrays.asList((String[]) row.getArray(2).getArray()),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5));
    }
}
