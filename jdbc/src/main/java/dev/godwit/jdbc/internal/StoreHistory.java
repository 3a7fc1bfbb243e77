package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.LockHolder;
import dev.godwit.core.StoreName;
import java.util.Optional;

/** Where a PostgreSQL server is in its history: which history it is, how far, and which transactions are behind. */
final class StoreHistory {
    /** The timeline changes when a standby is promoted or a backup restored; a standby can't tell where it is. */
    private static final String INCARNATION = """
            select case when pg_is_in_recovery() then null
                else (pg_control_system()).system_identifier || '-' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
                end""";

    /**
     * A number of its own: whoever has begun to write before has a lower one. A snapshot's upper end would not do, for it
     * follows the last transaction that has ended, not the last one that has begun.
     */
    private static final String POSITION = "select pg_current_xact_id()::text";

    /** The views show the lower half of a number; the distance to a number near it, whichever is larger, gives the rest. */
    private static final String WRITERS_BEFORE =
            """
            with near as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as number),
            writers as (
                select 'backend ' || a.pid || ' ' || a.backend_xid::text as transaction,
                    %s as description, a.backend_xid::text::bigint as lower_half
                from pg_stat_activity a
                where a.datname = current_database() and a.backend_xid is not null
                    and a.pid <> pg_backend_pid()
                union all
                select 'prepared ' || p.transaction::text, %s, p.transaction::text::bigint
                from pg_prepared_xacts p
                where p.database = current_database()),
            numbered as (
                select transaction, description,
                    number - (((number - lower_half + 2147483648) & 4294967295) - 2147483648) as number
                from writers, near)
            select transaction, description from numbered where number < ?::text::bigint
                order by number limit 1""".formatted(TransactionWords.OF_SESSION, TransactionWords.OF_PREPARED);

    private final StoreName store;
    private final StoreTransactions transactions;

    StoreHistory(StoreName store, StoreTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    Incarnation incarnation() {
        Optional<String> found = transactions
                .readAtOnce(INCARNATION, row -> Optional.ofNullable(row.getString(1)))
                .getFirst();
        return new Incarnation(found.orElseThrow(
                () -> new GodwitException(ErrorCode.STORE_IS_STANDBY, "store " + store + " is a standby")));
    }

    String position() {
        return transactions.readAtOnce(POSITION, row -> row.getString(1)).getFirst();
    }

    Optional<LockHolder> oldestWriterBefore(String position) {
        return transactions
                .readAtOnce(WRITERS_BEFORE, row -> new LockHolder(row.getString(1), row.getString(2)), position)
                .stream()
                .findFirst();
    }
}
