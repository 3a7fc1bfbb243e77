package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.LockHolder;
import dev.godwit.core.StoreName;
import java.util.List;
import java.util.Optional;

/** Where a PostgreSQL server is in its history: which history it is, how far, and which transactions are behind. */
final class StoreHistory {
    /** The timeline changes when a standby is promoted or a backup restored; a standby can't tell where it is. */
    private static final String INCARNATION = """
            select case when pg_is_in_recovery() then null
                else (pg_control_system()).system_identifier || '-' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
                end""";

    /** Every transaction that has a number below it has begun to write before now. */
    private static final String POSITION = "select pg_snapshot_xmax(pg_current_snapshot())::text";

    /** The views show the lower half of the number; the distance to the next one gives the rest. */
    private static final String WRITERS_BEFORE = """
            with next as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as number),
            writers as (
                select 'backend ' || a.pid || ' ' || a.backend_xid::text as transaction,
                    format('process %s of %s (%s), %s, transaction open for %s s', a.pid, a.usename,
                        coalesce(nullif(a.application_name, ''), 'no application name'), a.state,
                        extract(epoch from clock_timestamp() - a.xact_start)::numeric(12, 1)) as description,
                    (next.number - a.backend_xid::text::bigint) & 4294967295 as distance
                from pg_stat_activity a, next
                where a.datname = current_database() and a.backend_xid is not null
                union all
                select 'prepared ' || p.transaction::text,
                    format('prepared transaction %s of %s', p.gid, p.owner),
                    (next.number - p.transaction::text::bigint) & 4294967295
                from pg_prepared_xacts p, next
                where p.database = current_database())
            select transaction, description from writers, next
                where distance between 0 and 2147483647 and next.number - distance < ?::text::bigint
                order by distance desc limit 1""";

    private final StoreName store;
    private final StoreTransactions transactions;

    StoreHistory(StoreName store, StoreTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    Incarnation incarnation() {
        Optional<String> found = transactions
                .read(connection ->
                        Pipeline.query(connection, List.of(INCARNATION), row -> Optional.ofNullable(row.getString(1))))
                .getFirst();
        return new Incarnation(found.orElseThrow(
                () -> new GodwitException(ErrorCode.STORE_IS_STANDBY, "store " + store + " is a standby")));
    }

    String position() {
        return transactions
                .read(connection -> Pipeline.query(connection, List.of(POSITION), row -> row.getString(1)))
                .getFirst();
    }

    Optional<LockHolder> oldestWriterBefore(String position) {
        return transactions
                .read(connection -> Pipeline.query(
                        connection,
                        List.of(WRITERS_BEFORE),
                        row -> new LockHolder(row.getString(1), row.getString(2)),
                        position))
                .stream()
                .findFirst();
    }
}
