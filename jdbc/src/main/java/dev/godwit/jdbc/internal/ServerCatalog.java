package dev.godwit.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What a database server says about itself. */
record ServerCatalog(CatalogReader catalog) {
    /** The same text for two connections means the same place, whatever host names they used. */
    String database() throws SQLException {
        return catalog.texts("""
                        select format('database %s of cluster %s at port %s, running since %s', current_database(),
                                      (select system_identifier from pg_control_system()), current_setting('port'),
                                      pg_postmaster_start_time())
                        """).getFirst();
    }

    int version() throws SQLException {
        return Integer.parseInt(
                catalog.texts("select current_setting('server_version_num')").getFirst());
    }

    boolean isStandby() throws SQLException {
        return catalog.holds("select pg_is_in_recovery()");
    }

    boolean isInstalled(KeyspaceSchema schema) throws SQLException {
        return catalog.holds("""
                select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                where array[n.nspname, c.relname]::text[] = parse_ident(?))
                """, schema.fence());
    }

    /** What the role needs for a schema of its own. */
    List<String> missingRights(KeyspaceSchema schema) throws SQLException {
        return catalog.texts("""
                select format('CREATE on database %s', current_database())
                 where to_regnamespace(?) is null
                   and not has_database_privilege(current_database(), 'CREATE')
                union all
                select format('CREATE on schema %s', nspname) from pg_namespace
                 where nspname = ? and not has_schema_privilege(oid, 'CREATE')
                """, Identifiers.quote(schema.name()), schema.name());
    }

    List<String> preparedTransactions() throws SQLException {
        return catalog.texts("select gid from pg_prepared_xacts where database = current_database() order by gid");
    }

    /** Transactions that have written something and have been open for at least so long. */
    List<String> writersOpenFor(Duration atLeast) throws SQLException {
        return catalog.texts("""
                select format('process %s (%s, %s), %s, open for %s s', pid, usename,
                              coalesce(nullif(application_name, ''), 'unnamed'), coalesce(state, 'unknown'),
                              extract(epoch from clock_timestamp() - xact_start)::bigint)
                  from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null
                   and xact_start <= clock_timestamp() - ?::interval
                 order by xact_start limit 20
                """, atLeast.toString());
    }

    /** Physical standbys whose confirmation no commit waits for. */
    List<String> unconfirmedStandbys() throws SQLException {
        return catalog.texts("""
                select coalesce(nullif(r.application_name, ''), format('process %s', r.pid))
                  from pg_stat_replication r
                 where coalesce(r.sync_state, 'async') not in ('sync', 'quorum')
                   and coalesce(r.state, 'streaming') in ('startup', 'catchup', 'streaming')
                   and not exists (select from pg_replication_slots s
                                    where s.active_pid = r.pid and s.slot_type = 'logical')
                 order by 1
                """);
    }
}
