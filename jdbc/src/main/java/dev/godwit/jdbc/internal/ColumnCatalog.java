package dev.godwit.jdbc.internal;

import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.ValueKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The columns of one table, as the catalog knows them. */
final class ColumnCatalog {
    /** A sequence counts whether the column owns it or only names it in its default. */
    private static final String QUERY = """
            select a.attname, format_type(a.atttypid, -1), format_type(a.atttypid, a.atttypmod),
                   case when a.atttypid in ('bpchar'::regtype, 'varchar'::regtype) and a.atttypmod > 4
                        then a.atttypmod - 4 end,
                   not a.attnotnull, a.atthasdef or a.attidentity <> '', a.attgenerated <> '',
                   q.seqrelid is not null,
                   coalesce(case when has_sequence_privilege(q.seqrelid, 'SELECT, USAGE')
                                 then pg_sequence_last_value(q.seqrelid) + q.seqincrement end, q.seqstart),
                   q.seqincrement,
                   coalesce(l.collisdeterministic, true),
                   y.typtype = 'e'
              from pg_attribute a
              join pg_type y on y.oid = a.atttypid
              left join pg_collation l on l.oid = a.attcollation
              left join lateral (
                   select s.* from pg_sequence s where s.seqrelid in (
                       select d.objid from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                          and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
                       union all
                       select d.refobjid from pg_attrdef f join pg_depend d on d.objid = f.oid
                        where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
                          and f.adrelid = a.attrelid and f.adnum = a.attnum)
                   limit 1) q on true
             where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
             order by a.attnum
            """;

    private ColumnCatalog() {}

    static List<ColumnFacts> read(CatalogReader catalog, String table) throws SQLException {
        return catalog.rows(QUERY, ColumnCatalog::column, table);
    }

    private static ColumnFacts column(ResultSet row) throws SQLException {
        return new ColumnFacts(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(12) ? ValueKind.TEXT : PostgresKinds.of(row.getString(2)),
                Optional.ofNullable(row.getObject(4, Integer.class)),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                Optional.ofNullable(row.getObject(9, Long.class)),
                Optional.ofNullable(row.getObject(10, Long.class)),
                row.getBoolean(11));
    }
}
