package dev.godwit.jdbc.internal;

import dev.godwit.core.LockHolder;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who holds the locks of units, from {@code pg_locks}: sessions, and prepared transactions, which outlive their sessions
 * and even the server's restart.
 */
final class LockHolders {
    private static final String HOLDERS = """
            select l.virtualtransaction,
                case when p.gid is not null then format('prepared transaction %%s of %%s', p.gid, p.owner)
                    else format('process %%s of %%s (%%s), %%s for %%s s', l.pid, a.usename,
                        nullif(a.application_name, ''), a.state,
                        extract(epoch from clock_timestamp() - a.xact_start)::numeric(12, 1)) end as description
            from pg_locks l
            left join pg_stat_activity a on a.pid = l.pid
            left join pg_prepared_xacts p on l.pid is null
                and p.transaction::text = split_part(l.virtualtransaction, '/', 2)
            where l.locktype = 'advisory' and l.objsubid = 2 and l.granted
                and l.database = (select oid from pg_database where datname = current_database())
                and l.pid is distinct from pg_backend_pid()
                and %s and %s""";

    private final UnitLocks locks;

    LockHolders(KeyspaceSchema schema) {
        this.locks = new UnitLocks(schema);
    }

    Set<LockHolder> of(Connection connection, Collection<UnitId> units) throws SQLException {
        String[] texts = units.stream().map(UnitId::value).toArray(String[]::new);
        String sql = HOLDERS.formatted(locks.ofUnitsOrBulk(), "true");
        return new HashSet<>(Pipeline.query(connection, List.of(sql), LockHolders::holder, (Object) texts));
    }

    /** Those of the transactions that still hold a lock, as they were described at first. */
    Set<LockHolder> still(Connection connection, Set<LockHolder> holders) throws SQLException {
        String[] transactions = holders.stream().map(LockHolder::transaction).toArray(String[]::new);
        String sql = HOLDERS.formatted(locks.ofAnyUnitOrBulk(), "l.virtualtransaction = any (?)");
        Set<String> still = new HashSet<>(Pipeline.query(
                connection, List.of(sql), row -> row.getString("virtualtransaction"), (Object) transactions));
        Set<LockHolder> result = new HashSet<>(holders);
        result.removeIf(holder -> !still.contains(holder.transaction()));
        return result;
    }

    private static LockHolder holder(ResultSet row) throws SQLException {
        return new LockHolder(row.getString("virtualtransaction"), row.getString("description"));
    }
}
