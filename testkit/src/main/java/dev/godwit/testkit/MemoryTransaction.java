package dev.godwit.testkit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a {@link MemoryDatabase}: what it has changed is seen by itself alone until it commits. It reads
 * committed records, each statement those of its moment, or all of them one snapshot. Used by one task.
 */
public final class MemoryTransaction {
    private static final Duration INSTALLED_PATIENCE = Duration.ofSeconds(2);

    private final MemoryDatabase database;
    private final long serial;
    private final Author author;
    private final String description;
    private final RoundTrips way;
    private final TreeMap<Address, Optional<Stored>> own = new TreeMap<>();
    private @Nullable Contents snapshot;
    private long number;
    private boolean broken;
    private boolean ended;

    MemoryTransaction(MemoryDatabase database, long serial, Author author, String description, RoundTrips way) {
        this.database = database;
        this.serial = serial;
        this.author = author;
        this.description = description;
        this.way = way;
    }

    public MemoryDatabase database() {
        return database;
    }

    public Author author() {
        return author;
    }

    /** What the database calls it while it lives. */
    String name() {
        return "transaction " + serial;
    }

    String description() {
        return description;
    }

    /** Others run, for a statement has ended and the next has not begun. */
    public void between(String what) {
        way.between(what);
        requireUsable();
    }

    public long clockNanos() {
        return database.clockNanos();
    }

    /** What this transaction sees at the address. */
    public Optional<Stored> get(Address address) {
        Optional<Stored> mine = own.get(address);
        if (mine != null) {
            return mine;
        }
        return visible().get(address);
    }

    public Optional<FenceRow> fence(UnitId unit) {
        return get(Address.fence(unit)).map(FenceRow.class::cast);
    }

    public DefaultRow defaultRow() {
        requireFenced();
        return (DefaultRow) get(Address.DEFAULT).orElseThrow(this::unfenced);
    }

    /** Whether anything is installed now, whatever the snapshot. */
    boolean isFenced() {
        return database.committed().get(Address.DEFAULT).isPresent();
    }

    /**
     * Refuses what only fences can answer.
     *
     * @throws StoreRefusedException with UNFENCED
     */
    void requireFenced() {
        if (!isFenced()) {
            throw unfenced();
        }
    }

    private StoreRefusedException unfenced() {
        return new StoreRefusedException(Refusal.UNFENCED, "store " + database.name() + ": nothing is installed");
    }

    /** The records of a table in key order. */
    List<Stored> table(String table) {
        return visible().table(table, own);
    }

    public void put(Address address, Stored record) {
        number();
        own.put(address, Optional.of(record));
    }

    public void delete(Address address) {
        number();
        own.put(address, Optional.empty());
    }

    /** The transaction's number, which it gets when it first writes. */
    public long number() {
        if (number == 0) {
            number = database.nextNumber();
        }
        return number;
    }

    boolean isOfDeadApplication() {
        return author == Author.APPLICATION && way.isClientGone();
    }

    boolean hasChanged() {
        return !own.isEmpty();
    }

    long numberIfAny() {
        return number;
    }

    /** Nobody removes it before the transaction has ended. */
    void useWhatIsInstalled() {
        lock(LockName.INSTALLED, Mode.SHARED, INSTALLED_PATIENCE);
    }

    /** Whether all statements see one moment. */
    public boolean hasSnapshot() {
        return snapshot != null;
    }

    void takeSnapshot() {
        if (snapshot == null) {
            snapshot = database.committed().copy();
        }
    }

    /**
     * Takes a lock and keeps it to the end.
     *
     * @throws GodwitException with STORE_BUSY when it could not be had in time
     */
    void lock(Object name, Mode mode, Duration patience) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!database.locks().acquire(this, name, mode, patience)) {
                        requireUsable();
                        throw new GodwitException(
                                ErrorCode.STORE_BUSY,
                                "store " + database.name() + ": lock timeout on " + name + " for " + description
                                        + ", held by " + database.locks().holders(name));
                    }
                    if (broken) {
                        // Lost while it waited: what it got now would never be given back.
                        database.locks().releaseAll(this);
                    }
                    requireUsable();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Locks a record; with a snapshot it must still be as it was then. */
    void lockRow(Address address, Mode mode, Duration patience) {
        lock(address, mode, patience);
        if (snapshot != null
                && !own.containsKey(address)
                && !snapshot.get(address).equals(database.committed().get(address))) {
            throw new StoreRefusedException(
                    Refusal.CONFLICT, "could not serialize access to " + address + " due to concurrent update");
        }
    }

    void requireUsable() {
        if (broken) {
            throw new GodwitException(
                    ErrorCode.STORE_CONNECTION_LOST, "store " + database.name() + ": connection lost");
        }
        if (ended) {
            throw new IllegalStateException("the transaction has ended: " + description);
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** The connection is gone; whoever uses the transaction is told so. */
    void lose() {
        broken = true;
        end();
    }

    void commit() {
        requireUsable();
        if (!own.isEmpty()) {
            database.commit(this, own);
        }
        end();
    }

    void rollback() {
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            database.ended(this);
        }
    }

    private Contents visible() {
        return snapshot == null ? database.committed() : snapshot;
    }

    @Override
    public String toString() {
        return name() + " " + description + (broken ? " (broken)" : "") + (ended ? " (ended)" : "");
    }
}
