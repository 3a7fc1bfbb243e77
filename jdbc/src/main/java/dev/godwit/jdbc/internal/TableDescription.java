package dev.godwit.jdbc.internal;

import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreFacts.TriggerFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the catalog says about one table, without a look at its rows. */
final class TableDescription {
    private static final String TABLE = """
            select c.oid::text,
                   case when c.relispartition then 'partition'
                        else case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
                                            when 'm' then 'materialized view' when 'f' then 'foreign table'
                                            else 'relation of kind ' || c.relkind::text end end,
                   c.relpersistence = 'u',
                   not c.relispartition and c.relkind = 'r' and exists (
                       select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent)),
                   c.relkind in ('r', 'p') and row_security_active(c.oid),
                   greatest(c.reltuples, 0)::bigint,
                   n.nspname || '.' || c.relname
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where array[n.nspname, c.relname]::text[] = parse_ident(?)
            """;

    private static final String PRIMARY_KEY = """
            select a.attname
              from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
             where i.indrelid = ?::oid and i.indisprimary and k.place <= i.indnkeyatts order by k.place
            """;

    /** Godwit's own triggers call functions of its own schemas. */
    private static final String USER_TRIGGERS = """
            select g.tgname,
                   case when g.tgenabled in ('A', 'R') then 'it is enabled for replicas as well'
                        when not has_parameter_privilege('session_replication_role', 'SET')
                        then 'the role may not set session_replication_role' end
              from pg_trigger g join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
             where (g.tgrelid = ?::oid or g.tgrelid in (select relid from pg_partition_tree(?::oid)))
               and not g.tgisinternal and g.tgparentid = 0 and g.tgenabled <> 'D'
               and not starts_with(n.nspname, 'godwit_')
             order by g.tgname, g.oid
            """;

    /** What the database checks by triggers of its own and Godwit does not: see {@link QuietForeignKeys}. */
    private static final String TRIGGER_KEPT = """
            select k.conname from pg_constraint k
             where (k.conrelid = ?::oid and k.contype in ('p', 'u', 'x') and k.condeferrable)
                or (k.conrelid in (select relid from pg_partition_tree(?::oid) where level > 0)
                    and k.contype = 'f' and k.conparentid = 0)
             order by k.conname
            """;

    private static final String RULES = """
            select rulename from pg_rewrite
             where ev_class = ?::oid and rulename <> '_RETURN' and ev_enabled <> 'D' order by rulename
            """;

    private static final String EXCLUSION_CONSTRAINTS = """
            select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = ?::oid and i.indisexclusion order by c.relname
            """;

    private static final String SUBSCRIPTIONS = """
            select s.subname from pg_subscription_rel r join pg_subscription s on s.oid = r.srsubid
             where r.srrelid = ?::oid order by s.subname
            """;

    private static final String MISSING_RIGHTS = """
            select format('%s on table %s', wanted, c.oid::regclass)
              from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRIGGER']) wanted
             where c.oid = ?::oid and not has_table_privilege(c.oid, wanted)
            union all
            select format('USAGE on schema %I', n.nspname)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.oid = ?::oid and not has_schema_privilege(n.oid, 'USAGE')
            """;

    private final CatalogReader catalog;
    private final String name;

    TableDescription(CatalogReader catalog, String name) {
        this.catalog = catalog;
        this.name = name;
    }

    /** The table, without what only its rows can tell; empty when it does not exist. */
    Optional<TableFacts> read() throws SQLException {
        List<TableFacts> found = catalog.rows(TABLE, this::describe, Identifiers.quoteTable(name));
        return found.stream().findFirst();
    }

    private static TriggerFacts trigger(ResultSet row) throws SQLException {
        return new TriggerFacts(row.getString(1), Optional.ofNullable(row.getString(2)));
    }

    private TableFacts describe(ResultSet row) throws SQLException {
        String table = row.getString(1);
        return new TableFacts(
                name,
                row.getString(7),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                ColumnCatalog.read(catalog, table),
                catalog.texts(PRIMARY_KEY, table),
                IndexCatalog.read(catalog, table),
                catalog.rows(USER_TRIGGERS, TableDescription::trigger, table, table),
                catalog.texts(TRIGGER_KEPT, table, table),
                catalog.texts(RULES, table),
                ForeignKeyCatalog.read(catalog, table),
                catalog.texts(EXCLUSION_CONSTRAINTS, table),
                catalog.texts(SUBSCRIPTIONS, table),
                catalog.texts(MISSING_RIGHTS, table, table),
                0,
                Optional.empty(),
                row.getLong(6));
    }
}
