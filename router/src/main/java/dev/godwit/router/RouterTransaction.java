package dev.godwit.router;

import dev.godwit.core.UnitId;
import java.util.Set;

/**
 * A transaction that its user ends, for frameworks that can't hand their work over. The router finds the home and waits
 * for it before the first statement; after that it can't repeat anything, so a transaction whose home has changed is
 * refused, always before a commit. Where work can be handed over, {@link Router#read} and {@link Router#write} repeat it.
 *
 * <p>Whoever gets an answer from {@link #connection()} calls {@link #requireTrust()} before he uses it, and nothing that
 * was read counts before {@link #commit()} or {@link #rollback()} has returned. Not thread-safe.
 *
 * @param <C> what statements are run on, such as a JDBC connection
 */
public interface RouterTransaction<C> extends AutoCloseable {
    /** The connection to the home; it is given back by {@link #close()}. Do not end the transaction by it. */
    C connection();

    /**
     * Lets more units take part. Free of charge for those that do already.
     *
     * @throws UnitsApartException before any SQL when one of them lives in another store; the transaction may go on
     * @throws TransactionRefusedException when one of them changes its home; the transaction is lost
     */
    void join(Set<UnitId> units);

    /**
     * The locks that were taken since a savepoint are gone with it: units join again before their next statement.
     */
    void rolledBackToSavepoint();

    /**
     * Makes sure, without asking the store, that what was read under a lease until now came from the home.
     *
     * @throws TransactionRefusedException when that can't be known; the transaction is lost
     */
    void requireTrust();

    /** Whether the transaction can write. */
    boolean writes();

    /**
     * Commits.
     *
     * @throws TransactionRefusedException when the store may have stopped being the home; nothing is committed
     * @throws dev.godwit.core.GodwitException with {@link dev.godwit.core.ErrorCode#STORE_OUTCOME_UNKNOWN} when nobody
     *     knows whether it is
     */
    void commit();

    /**
     * Rolls back.
     *
     * @throws TransactionRefusedException when what was read, and may have been the reason, can't be relied upon
     */
    void rollback();

    /** Gives the connection back, and rolls back what is neither committed nor rolled back. */
    @Override
    void close();
}
