package dev.godwit.jdbc.internal;

import java.util.List;

/** Names the transactions that hold a lock on a table, so that a person can end the one that is in the way. */
final class Blockers {
    private static final String HOLDERS = """
            select case when p.gid is not null then format('prepared transaction %s of %s', p.gid, p.owner)
                    else format('process %s of %s (%s), %s, transaction open for %s s', l.pid, a.usename,
                        coalesce(nullif(a.application_name, ''), 'no application name'), a.state,
                        extract(epoch from clock_timestamp() - a.xact_start)::numeric(12, 1)) end
            from pg_locks l
            left join pg_stat_activity a on a.pid = l.pid
            left join pg_prepared_xacts p on l.pid is null
                and p.transaction::text = split_part(l.virtualtransaction, '/', 2)
            where l.locktype = 'relation' and l.granted and l.relation = to_regclass(?)
                and l.database = (select oid from pg_database where datname = current_database())
                and l.pid is distinct from pg_backend_pid()
            group by 1, a.xact_start order by a.xact_start nulls first limit 5""";

    private final StoreTransactions transactions;

    Blockers(StoreTransactions transactions) {
        this.transactions = transactions;
    }

    /** Who holds a lock on the table now, the oldest first, in words. */
    String of(String quotedTable) {
        List<String> holders = transactions.read(
                connection -> Pipeline.query(connection, List.of(HOLDERS), row -> row.getString(1), quotedTable));
        return holders.isEmpty() ? "nobody any more" : String.join("; ", holders);
    }
}
