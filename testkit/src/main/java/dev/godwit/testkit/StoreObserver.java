package dev.godwit.testkit;

import java.util.Map;
import java.util.Optional;

/** Sees every commit of a {@link MemoryDatabase} in the moment in which it happens. A checker of invariants does. */
public interface StoreObserver {
    void committed(MemoryDatabase database, Commit commit);

    /** The database has stopped and started, and may have gone back to an earlier commit. */
    void returned(MemoryDatabase database);

    /**
     * One committed transaction.
     *
     * @param number of the commit in its database
     * @param description of the transaction, for traces
     * @param changes what each record became; empty = gone
     * @param before what each record was
     */
    record Commit(
            long number,
            Author author,
            String description,
            Map<Address, Optional<Stored>> changes,
            Map<Address, Optional<Stored>> before) {}

    /** Who a transaction belongs to. */
    enum Author {
        APPLICATION,
        MOVER,
        CONTROL
    }
}
