package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.List;

/**
 * Changes a table's definition under a lock that is waited for only shortly, because whoever waits for such a lock makes
 * everybody queue behind it (pitfall V5). Between the attempts it backs off; in the end it names who was in the way.
 */
final class ShortLocks {
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(25);

    private final StoreTransactions transactions;
    private final Blockers blockers;
    private final TimeSource time;

    ShortLocks(StoreTransactions transactions, TimeSource time) {
        this.transactions = transactions;
        this.blockers = new Blockers(transactions);
        this.time = time;
    }

    /**
     * Runs the statements in one transaction.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_BUSY} when the table was locked during each attempt
     */
    void change(String quotedTable, List<String> statements) {
        Duration backOff = FIRST_BACK_OFF;
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.write(connection -> {
                    Statements.run(connection, List.of("set local lock_timeout = '50ms'"));
                    Statements.run(connection, statements);
                    return statements.size();
                });
                return;
            } catch (GodwitException e) {
                if (e.code() != ErrorCode.STORE_BUSY) {
                    throw e;
                }
                String holders = blockers.of(quotedTable);
                if (attempt == ATTEMPTS) {
                    throw new GodwitException(
                            ErrorCode.STORE_BUSY,
                            "table " + quotedTable + " is locked by " + holders + " (" + ATTEMPTS + " attempts)",
                            e);
                }
            }
            pause(backOff);
            backOff = backOff.multipliedBy(2);
        }
    }

    private void pause(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(ErrorCode.STORE_BUSY, "interrupted while waiting for a table's lock", e);
        }
    }
}
