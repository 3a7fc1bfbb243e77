package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.StoreName;

/**
 * Transactions of a mover. Its right stands in a table that the triggers look at, and is gone before the commit: whoever
 * writes next is no mover (pitfall U16). Thread-safe.
 */
final class MoverGate {
    private final StoreName store;
    private final StoreObjects objects;
    private final SqliteTransactions transactions;

    MoverGate(StoreName store, StoreObjects objects, SqliteTransactions transactions) {
        this.store = store;
        this.objects = objects;
        this.transactions = transactions;
    }

    /**
     * Runs work that writes rows of the unit.
     *
     * @throws GodwitException with {@link ErrorCode#MOVER_SHUT_OUT} when the right is void
     */
    <T> T write(MoverRight right, SqliteTransactions.Work<T> work) {
        return transactions.write(SqliteTransactions.LONG, sql -> {
            boolean valid = sql.holds(
                    "select exists (select 1 from " + objects.fence()
                            + " where unit = ?1 and epoch = ?2 and token = ?3 and token > 0"
                            + " and role in ('MIRROR', 'MOVED'))",
                    right.unit().value(),
                    right.epoch().value(),
                    right.token().number());
            if (!valid) {
                throw new GodwitException(
                        ErrorCode.MOVER_SHUT_OUT,
                        "store " + store + ": unit " + right.unit() + " has another mover, or none");
            }
            // Rows that point to each other come in any order.
            sql.run("pragma defer_foreign_keys = on");
            // A row that another order of things may have left would be a second one.
            sql.run("delete from " + objects.mover());
            sql.update(
                    "insert into " + objects.mover() + " (unit, epoch, token) values (?, ?, ?)",
                    right.unit().value(),
                    right.epoch().value(),
                    right.token().number());
            T result = work.run(sql);
            sql.run("delete from " + objects.mover());
            return result;
        });
    }
}
