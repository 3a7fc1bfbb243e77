package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.List;

/**
 * Waits until every standby that streams from this store has flushed what is committed here, because any of them may be
 * promoted (pitfall U6). Logical subscribers are no standbys. A standby that is still catching up is one that a person
 * would not promote now, and waiting for it could take hours, so only streaming ones count.
 */
final class StandbyFlush {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private static final String HERE = "select pg_current_wal_flush_lsn()::text";

    private static final String BEHIND = """
            select format('%s (%s)', coalesce(nullif(r.application_name, ''), 'standby'),
                    coalesce(r.client_addr::text, 'local')), r.state is null
            from pg_stat_replication r
            where (r.state is null or r.state = 'streaming' and r.flush_lsn is distinct from null
                    and r.flush_lsn < ?::pg_lsn)
                and not exists (select from pg_replication_slots s where s.active_pid = r.pid and s.slot_type = 'logical')""";

    private final StoreName store;
    private final StoreTransactions transactions;
    private final TimeSource time;

    StandbyFlush(StoreName store, StoreTransactions transactions, TimeSource time) {
        this.store = store;
        this.transactions = transactions;
        this.time = time;
    }

    private record Standby(String description, boolean hidden) {}

    /**
     * Waits at most half a second.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_BUSY} when a standby is not that far by then, with {@link
     *     ErrorCode#STORE_RIGHTS_MISSING} when this role may not see how far the standbys are
     */
    void await() {
        long begin = time.monotonicNanos();
        String position = transactions
                .read(connection -> Pipeline.query(connection, List.of(HERE), row -> row.getString(1)))
                .getFirst();
        List<Standby> behind = behind(position);
        while (!behind.isEmpty()) {
            if (behind.getFirst().hidden()) {
                throw new GodwitException(
                        ErrorCode.STORE_RIGHTS_MISSING,
                        "store " + store + " has standbys, and this role may not see how far they are: grant"
                                + " pg_read_all_stats to it");
            }
            if (time.since(begin).compareTo(PATIENCE) > 0) {
                throw new GodwitException(
                        ErrorCode.STORE_BUSY,
                        "store " + store + ": not flushed within " + PATIENCE.toMillis() + " ms by "
                                + String.join(
                                        ", ",
                                        behind.stream()
                                                .map(Standby::description)
                                                .toList()));
            }
            pause();
            behind = behind(position);
        }
    }

    private List<Standby> behind(String position) {
        return transactions.read(connection -> Pipeline.query(
                connection, List.of(BEHIND), row -> new Standby(row.getString(1), row.getBoolean(2)), position));
    }

    private void pause() {
        try {
            time.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(ErrorCode.STORE_BUSY, "interrupted while waiting for standbys", e);
        }
    }
}
