package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Waits until every standby that streams from this store has flushed what is committed here, because any of them may be
 * promoted (pitfall U6). Logical subscribers are no standbys. A standby that is still catching up is one that a person
 * would not promote now, and waiting for it could take hours, so only streaming ones count.
 */
final class StandbyFlush {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    /** Standbys that are not as far as a position, and the position; for {@link #seen}. */
    private static final String BEHIND = """
            select here.position::text,
                case when r.pid is not null then format('%s (%s)',
                    coalesce(nullif(r.application_name, ''), 'standby'), coalesce(r.client_addr::text, 'local')) end,
                r.state is null
            from (select {position} as position) here
            left join pg_stat_replication r
                on (r.state is null or r.state = 'streaming' and r.flush_lsn is distinct from null
                    and r.flush_lsn < here.position)
                and not exists (select from pg_replication_slots s
                    where s.active_pid = r.pid and s.slot_type = 'logical')""";

    /** A query for {@link #seen}: who is not as far as this server itself. */
    static final String BEHIND_NOW = BEHIND.replace("{position}", "pg_current_wal_flush_lsn()");

    private static final String BEHIND_POSITION = BEHIND.replace("{position}", "?::pg_lsn");

    private final StoreName store;
    private final StoreTransactions transactions;
    private final TimeSource time;

    StandbyFlush(StoreName store, StoreTransactions transactions, TimeSource time) {
        this.store = store;
        this.transactions = transactions;
        this.time = time;
    }

    /** A standby that is not that far, or none; in any case how far they have to be. */
    record Seen(String position, Optional<String> behind, boolean hidden) {}

    static Seen seen(ResultSet row) throws SQLException {
        return new Seen(row.getString(1), Optional.ofNullable(row.getString(2)), row.getBoolean(3));
    }

    /**
     * Waits at most half a second.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_BUSY} when a standby is not that far by then, with {@link
     *     ErrorCode#STORE_RIGHTS_MISSING} when this role may not see how far the standbys are
     */
    void await() {
        await(transactions.readAtOnce(BEHIND_NOW, StandbyFlush::seen));
    }

    /** As {@link #await()}, after a first look. */
    void await(List<Seen> first) {
        long begin = time.monotonicNanos();
        List<Seen> look = first;
        while (look.getFirst().behind().isPresent()) {
            if (look.getFirst().hidden()) {
                throw new GodwitException(
                        ErrorCode.STORE_RIGHTS_MISSING,
                        "store " + store + " has standbys, and this role may not see how far they are: grant"
                                + " pg_read_all_stats to it");
            }
            if (time.since(begin).compareTo(PATIENCE) > 0) {
                throw new GodwitException(
                        ErrorCode.STORE_BUSY,
                        "store " + store + ": not flushed within " + PATIENCE.toMillis() + " ms by "
                                + look.stream()
                                        .flatMap(seen -> seen.behind().stream())
                                        .collect(Collectors.joining(", ")));
            }
            pause();
            look = transactions.readAtOnce(
                    BEHIND_POSITION, StandbyFlush::seen, look.getFirst().position());
        }
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
