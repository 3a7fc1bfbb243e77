package dev.godwit.jdbc.internal;

/** How a transaction that is in the way is described to people, as SQL expressions. */
final class TransactionWords {
    /** Of a row {@code a} of {@code pg_stat_activity}. */
    static final String OF_SESSION = "format('process %s of %s (%s), %s, transaction open for %s s', a.pid, a.usename,"
            + " coalesce(nullif(a.application_name, ''), 'no application name'), a.state,"
            + " extract(epoch from clock_timestamp() - a.xact_start)::numeric(12, 1))";

    /** Of a row {@code p} of {@code pg_prepared_xacts}. */
    static final String OF_PREPARED = "format('prepared transaction %s of %s', p.gid, p.owner)";

    /** All granted locks as {@code locks}, for a query that looks at them twice. */
    static final String WITH_LOCKS = "with locks as materialized (select * from pg_locks where granted) ";

    /**
     * Of the holder of a lock {@code l} of {@code locks}, with its session {@code a} if it has one. A prepared
     * transaction shows the virtual transaction of the session that it had; only its lock on its own number names it.
     */
    static final String OF_HOLDER = "coalesce(case when l.pid is null then (select " + OF_PREPARED
            + " from locks x join pg_prepared_xacts p on p.transaction = x.transactionid"
            + " where x.virtualtransaction = l.virtualtransaction and x.pid is null"
            + " and x.locktype = 'transactionid' limit 1) else " + OF_SESSION
            + " end, 'a transaction that has just ended')";

    private TransactionWords() {}
}
