package dev.godwit.jdbc.internal;

import java.util.List;

/** Names the transactions that hold a lock on a table, so that a person can end the one that is in the way. */
final class Blockers {
    private static final String HOLDERS = TransactionWords.WITH_LOCKS
            + "select distinct " + TransactionWords.OF_HOLDER + ", a.xact_start"
            + " from locks l left join pg_stat_activity a on a.pid = l.pid"
            + " where l.locktype = 'relation' and l.relation = to_regclass(?)"
            + " and l.database = (select oid from pg_database where datname = current_database())"
            + " and l.pid is distinct from pg_backend_pid() order by a.xact_start nulls first limit 5";

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
