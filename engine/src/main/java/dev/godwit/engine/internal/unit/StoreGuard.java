package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.StoreIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Notices that a store is no longer the one that was prepared: its history was changed by a promotion or a restore, or
 * its tables were. One look serves all units for a short time. Thread-safe.
 */
public final class StoreGuard {
    /**
     * One look at a store at a time; one that does not answer keeps nobody from the others. No monitor: on older JDKs that
     * would hold the carrier of a virtual thread while a store is asked.
     */
    private static final class Look {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Long> lookedAtNanos = Optional.empty();
    }

    private final Collection<Store> stores;
    private final MigrationName migration;
    private final ControlStore control;
    private final TimeSource time;
    private final Map<StoreName, Look> looks = new ConcurrentHashMap<>();
    private final Map<StoreName, Incarnation> histories = new ConcurrentHashMap<>();

    public StoreGuard(Collection<Store> stores, MigrationName migration, ControlStore control, TimeSource time) {
        this.stores = List.copyOf(stores);
        this.migration = migration;
        this.control = control;
        this.time = time;
    }

    /**
     * Compares two stores with what was recorded, as {@link #check(Duration, Store)} does with one.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_INCARNATION_CHANGED} or {@link ErrorCode#DEFINITION_CHANGED}
     */
    public void check(Duration age, Stores pair) {
        check(age, pair.source());
        check(age, pair.target());
    }

    /**
     * Compares a store with what was recorded, unless that was done within the age.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_INCARNATION_CHANGED} or {@link ErrorCode#DEFINITION_CHANGED}
     */
    public void check(Duration age, Store store) {
        Look look = lookAt(store);
        look.lock.lock();
        try {
            long now = time.monotonicNanos();
            if (look.lookedAtNanos.filter(then -> now - then <= age.toNanos()).isEmpty()) {
                compare(store);
                look.lookedAtNanos = Optional.of(now);
            }
        } finally {
            look.lock.unlock();
        }
    }

    private Look lookAt(Store store) {
        return looks.computeIfAbsent(store.name(), name -> new Look());
    }

    /** Accepts all stores as they are now. */
    public void accept() {
        for (Store store : stores) {
            Look look = lookAt(store);
            look.lock.lock();
            try {
                control.recordIdentity(migration, store.name(), identity(store));
                look.lookedAtNanos = Optional.empty();
            } finally {
                look.lock.unlock();
            }
        }
    }

    /** Accepts the history that a store has now; its tables are compared with what was recorded before. */
    public void acceptIncarnation(Store store) {
        Look look = lookAt(store);
        look.lock.lock();
        try {
            StoreIdentity recorded = control.identity(migration, store.name()).orElseGet(() -> identity(store));
            control.recordIdentity(migration, store.name(), new StoreIdentity(look(store), recorded.fingerprint()));
        } finally {
            look.lock.unlock();
        }
    }

    /** The history that the store had when somebody last looked. */
    public Incarnation history(Store store) {
        Incarnation known = histories.get(store.name());
        return known == null ? look(store) : known;
    }

    /** Whether the store has another history than the one recorded. */
    public boolean incarnationChanged(Store store) {
        Optional<StoreIdentity> recorded = control.identity(migration, store.name());
        return recorded.isPresent() && !recorded.get().incarnation().equals(look(store));
    }

    private void compare(Store store) {
        Optional<StoreIdentity> recorded = control.identity(migration, store.name());
        if (recorded.isEmpty()) {
            return;
        }
        StoreIdentity now = identity(store);
        if (!now.incarnation().equals(recorded.get().incarnation())) {
            throw new GodwitException(
                    ErrorCode.STORE_INCARNATION_CHANGED,
                    "store " + store.name() + " was promoted or restored: its history is "
                            + now.incarnation().value() + ", it was "
                            + recorded.get().incarnation().value());
        }
        if (!now.fingerprint().definition().equals(recorded.get().fingerprint().definition())) {
            throw new GodwitException(
                    ErrorCode.DEFINITION_CHANGED,
                    "a table of the keyspace, or one of its triggers, was changed in store " + store.name());
        }
    }

    private StoreIdentity identity(Store store) {
        return new StoreIdentity(look(store), store.fingerprint());
    }

    private Incarnation look(Store store) {
        Incarnation now = store.incarnation();
        histories.put(store.name(), now);
        return now;
    }
}
