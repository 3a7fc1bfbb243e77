package dev.godwit.router;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.internal.ConnectedRouter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends each operation of an application to its unit's home. One per process and keyspace. Thread-safe.
 *
 * <p>The router owns the transaction: it begins it, makes sure that the store is the unit's home, runs the work and
 * commits. Work may run again after a change of home, with another connection; see {@link Work}. What the work throws
 * reaches the caller as it is, after a roll-back.
 *
 * <p>A call inside the work of another one joins its transaction when it is about the same unit, and the options of the
 * outer call apply. A call about another unit joins when that has the same home; else {@link UnitsApartException} is
 * thrown before any SQL of it. A write inside a read, and a scatter inside anything, are refused with {@link
 * dev.godwit.core.ErrorCode#INVALID_REQUEST}.
 *
 * <p>While a unit changes its home its operations wait, without a connection, at most for {@link
 * RouterSettings#holdLimit()}: then {@link dev.godwit.core.ErrorCode#HELD_TOO_LONG}; and with too many waiting {@link
 * dev.godwit.core.ErrorCode#TOO_MANY_HELD}. A commit without an answer is never repeated: {@link
 * dev.godwit.core.ErrorCode#STORE_OUTCOME_UNKNOWN}. Without a control plane everything goes on, only slower.
 *
 * @param <C> what the work gets, such as a JDBC connection
 */
public interface Router<C> extends AutoCloseable {
    /** Connects with {@link RouterSettings#defaults()}. */
    static <C> Router<C> connect(
            ControlPlane controlPlane, KeyspaceName keyspace, Collection<? extends ApplicationStore<C>> stores) {
        return connect(controlPlane, keyspace, stores, RouterSettings.defaults());
    }

    /**
     * Returns at once, also while the control plane or a store is down; the lease follows in the background.
     *
     * @param stores every store of the keyspace; they stay the caller's to close, after the router
     */
    static <C> Router<C> connect(
            ControlPlane controlPlane,
            KeyspaceName keyspace,
            Collection<? extends ApplicationStore<C>> stores,
            RouterSettings settings) {
        return ConnectedRouter.start(controlPlane, keyspace, stores, settings);
    }

    /** Reads under READ COMMITTED. */
    default <T extends @Nullable Object, E extends Exception> T read(UnitId unit, Work<? super C, T, E> work) throws E {
        return read(unit, TransactionOptions.READ, work);
    }

    /**
     * Reads what the unit's home has, in a read-only transaction.
     *
     * @param options isolation and timeout; the transaction is read-only whatever they say
     * @throws GodwitException when no home answers within the hold limit, or a store fails
     */
    <T extends @Nullable Object, E extends Exception> T read(
            UnitId unit, TransactionOptions options, Work<? super C, T, E> work) throws E;

    /**
     * Reads under READ COMMITTED, and lets {@link RouterSettings#shadowReads()} ask the unit's mirror the same later, on
     * another thread, to compare the answers. So the work reads this unit only, depends on nothing but the connection and
     * values that never change, and returns something with {@code equals}, such as records in lists.
     *
     * @param name of the kind of read, for the log and never with data in it, such as {@code note-by-id}
     */
    <T extends @Nullable Object, E extends Exception> T read(String name, UnitId unit, Work<? super C, T, E> work)
            throws E;

    /**
     * Reads under READ COMMITTED, and has one read for all callers in this process who ask the same of the unit at the same
     * time. The read that answers a call begins after the call did, so the answer is as new as that of {@link #read(UnitId,
     * Work)}; with many callers it takes up to the time of two reads. For what is read by many at once, such as the front
     * page of a tenant. An error reaches only the caller whose work was run; the others read on their own, as does whoever
     * has waited for {@link RouterSettings#holdLimit()}, and every call inside other work.
     *
     * @param question what is asked: equal for callers whose work is the same, with {@code equals} and {@code hashCode},
     *     such as a record of the kind of read and the id
     * @param work its result is given to several callers, so it is one that nobody changes; callers with equal questions
     *     get results of one type
     */
    <T extends @Nullable Object, E extends Exception> T readShared(
            UnitId unit, Object question, Work<? super C, T, E> work) throws E;

    /** Writes under READ COMMITTED. */
    default <T extends @Nullable Object, E extends Exception> T write(UnitId unit, Work<? super C, T, E> work)
            throws E {
        return write(Set.of(unit), TransactionOptions.WRITE, work);
    }

    /** Writes one unit with these options. */
    default <T extends @Nullable Object, E extends Exception> T write(
            UnitId unit, TransactionOptions options, Work<? super C, T, E> work) throws E {
        return write(Set.of(unit), options, work);
    }

    /** Writes several units under READ COMMITTED. */
    default <T extends @Nullable Object, E extends Exception> T write(Set<UnitId> units, Work<? super C, T, E> work)
            throws E {
        return write(units, TransactionOptions.WRITE, work);
    }

    /**
     * Writes units that have the same home, in one transaction. Other units must not be written by the work, except by
     * nested calls.
     *
     * @param units at least one
     * @throws UnitsApartException before any SQL when they live in different stores
     * @throws GodwitException when no home takes the write within the hold limit, or a store fails
     */
    <T extends @Nullable Object, E extends Exception> T write(
            Set<UnitId> units, TransactionOptions options, Work<? super C, T, E> work) throws E;

    /**
     * Begins a transaction that the caller ends; see {@link RouterTransaction}. It waits for the units' home before it
     * borrows a connection. It does not take part in the work of {@link #read} and {@link #write} around it.
     *
     * @param units at least one
     * @param options a transaction that is not read-only takes the units' locks at once, also if it only reads
     * @throws UnitsApartException before any SQL when they live in different stores
     * @throws GodwitException when no home answers within the hold limit, or a store fails
     */
    RouterTransaction<C> open(Set<UnitId> units, TransactionOptions options);

    /**
     * Begins a transaction about no unit, for tables outside of the plan. No unit can join it.
     *
     * @throws GodwitException when the store is unknown or fails
     */
    RouterTransaction<C> open(StoreName store, TransactionOptions options);

    /** The names of the stores, ordered. */
    List<StoreName> stores();

    /**
     * Asks every store, each in one REPEATABLE READ transaction, while no unit changes its home between the first
     * snapshot and the last: with {@link Home#table} every row of the keyspace is seen exactly once.
     *
     * @throws GodwitException with {@link dev.godwit.core.ErrorCode#SCATTER_UNSETTLED} when units moved during every
     *     attempt
     */
    <T extends @Nullable Object, E extends Exception> ScatterResult<T> scatter(ScatterWork<? super C, T, E> work)
            throws E;

    /**
     * The same within a deadline, with all stores asked at the same time, each on a thread of its own: the work is
     * thread-safe. A store fails when it can't be reached, when the work throws something there, or when it is late; then
     * its statement is ended by the database as soon as it has run for the deadline itself, and its connection is given
     * back after that. What the stores that are there answer is exact for them: no row twice, and none left out
     * whose unit lives in them.
     *
     * @throws GodwitException with {@link dev.godwit.core.ErrorCode#SCATTER_INCOMPLETE} when a store failed and the caller
     *     did not ask for a partial answer, when none answered, or when a unit between two homes could not be read; with
     *     {@link dev.godwit.core.ErrorCode#SCATTER_UNSETTLED} when units moved during every attempt until the deadline
     */
    <T extends @Nullable Object> ScatterResult<T> scatter(ScatterOptions options, ScatterWork<? super C, T, ?> work);

    /**
     * Waits until the router has a lease, so that reads need not ask the stores. Nothing needs this; it makes a start or
     * a test calm.
     *
     * @return whether it has
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean awaitLease(Duration patience) throws InterruptedException;

    RouterStatistics statistics();

    /** Gives the lease back and ends the background task. Operations that wait are refused; the stores stay open. */
    @Override
    void close();
}
