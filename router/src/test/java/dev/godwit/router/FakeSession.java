package dev.godwit.router;

import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A transaction in a fake store, which is the application's connection as well. */
final class FakeSession implements Session<FakeSession> {
    private final FakeStore store;
    private final TransactionOptions options;
    private final Set<UnitId> locks = new HashSet<>();
    private final Map<String, Optional<FakeData.Row>> writes = new HashMap<>();
    private FakeData snapshot;
    private boolean broken;
    private boolean ended;

    FakeSession(FakeStore store, TransactionOptions options) {
        this.store = store;
        this.options = options;
        store.open.add(this);
    }

    boolean holds(UnitId unit) {
        return locks.contains(unit);
    }

    FakeStore store() {
        return store;
    }

    // What the application's SQL does.

    OptionalLong get(String key) {
        return statement(() -> {
            Optional<FakeData.Row> row = writes.getOrDefault(
                    key, Optional.ofNullable(visible().rows().get(key)));
            return row.isPresent() ? OptionalLong.of(row.get().value()) : OptionalLong.empty();
        });
    }

    void put(String unit, String key, long value) {
        statement(() -> {
            requireWritable(UnitId.of(unit));
            writes.put(key, Optional.of(new FakeData.Row(UnitId.of(unit), value)));
            return key;
        });
    }

    /** The rows of the home view. */
    long countHome() {
        return statement(() -> visible().rows().values().stream()
                .filter(row -> visible().isHome(row.unit()))
                .count());
    }

    // What the router does.

    @Override
    public FakeSession connection() {
        return this;
    }

    @Override
    public void enter(Set<UnitId> units) {
        statement(() -> {
            new TreeSet<>(units).forEach(this::requireWritable);
            return units;
        });
    }

    @Override
    public Standing standing(UnitId unit) {
        return statement(() -> visible().standing(unit));
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return statement(() -> new UnitsInFlight(
                visible().defaultEpoch(),
                visible().fences().entrySet().stream()
                        .filter(entry -> entry.getValue().inFlight())
                        .map(entry -> visible().standing(entry.getKey()))
                        .toList()));
    }

    @Override
    public void commit() {
        store.goThere();
        if (broken) {
            throw new GodwitException(ErrorCode.STORE_FAILED, "the transaction was aborted");
        }
        store.data = store.data.withRows(writes);
        end();
        store.comeBack();
        if (!store.answersCommits) {
            throw new GodwitException(ErrorCode.STORE_OUTCOME_UNKNOWN, "no answer to the commit");
        }
    }

    @Override
    public void rollback() {
        end();
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        ended = true;
        locks.clear();
        store.open.remove(this);
    }

    private <T> T statement(Supplier<T> work) {
        if (ended) {
            throw new IllegalStateException("the connection was given back");
        }
        store.goThere();
        if (broken) {
            throw new GodwitException(ErrorCode.STORE_FAILED, "the transaction is aborted");
        }
        try {
            if (snapshot == null && options.isolation() != Isolation.READ_COMMITTED) {
                snapshot = store.data;
            }
            return work.get();
        } catch (StoreRefusedException e) {
            broken = true;
            throw e;
        } finally {
            store.comeBack();
        }
    }

    private FakeData visible() {
        return snapshot == null ? store.data : snapshot;
    }

    private void requireWritable(UnitId unit) {
        if (options.readOnly()) {
            throw new GodwitException(ErrorCode.STORE_FAILED, "read-only transaction");
        }
        Role role = store.data.standing(unit).role();
        boolean takesWrites = role == Role.HOME || store.data.expired(unit, store.simulation.monotonicNanos());
        if (!takesWrites) {
            throw new StoreRefusedException(
                    role == Role.FROZEN ? Refusal.FROZEN : Refusal.MOVED, "GODWIT " + role + " " + unit);
        }
        if (snapshot != null && !snapshot.standing(unit).equals(store.data.standing(unit))) {
            throw new StoreRefusedException(Refusal.CONFLICT, "could not serialize access");
        }
        locks.add(unit);
    }
}
