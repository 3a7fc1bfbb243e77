package dev.godwit.router;

import dev.godwit.core.ApplicationStore.Extent;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A transaction in a fake store, which is the application's connection as well. */
final class FakeSession implements Session<FakeSession> {
    private final FakeStore store;
    private final TransactionOptions options;
    private final Set<UnitId> locks = new HashSet<>();
    private final Map<String, Optional<FakeData.Row>> writes = new HashMap<>();
    private FakeData snapshot;
    private Set<UnitId> chosen = Set.of();
    private boolean looked;
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
            looked = true;
            Optional<FakeData.Row> row = writes.getOrDefault(
                    key, Optional.ofNullable(visible().rows().get(key)));
            return row.isPresent() ? OptionalLong.of(row.get().value()) : OptionalLong.empty();
        });
    }

    void put(String unit, String key, long value) {
        statement(() -> {
            looked = true;
            if (store.fenced) {
                requireWritable(UnitId.of(unit));
            }
            writes.put(key, Optional.of(new FakeData.Row(UnitId.of(unit), value)));
            return key;
        });
    }

    /** How many rows a table or view has. */
    long count(String table) {
        return statement(() -> visible().rows().values().stream()
                .map(FakeData.Row::unit)
                .filter(shows(table))
                .count());
    }

    private Predicate<UnitId> shows(String table) {
        if (table.startsWith("home_") || table.startsWith("rest_")) {
            requireFences();
        }
        return switch (table.replaceFirst("_.*", "")) {
            case "home" -> visible()::isHome;
            case "rest" -> unit -> visible().isHome(unit) && !chosen.contains(unit);
            case "chosen" -> chosen::contains;
            default -> unit -> true;
        };
    }

    boolean hasWritten() {
        return !writes.isEmpty();
    }

    boolean hasLooked() {
        return looked;
    }

    // What the router does.

    @Override
    public FakeSession connection() {
        return this;
    }

    @Override
    public void enter(Set<UnitId> units) {
        statement(() -> {
            requireFences();
            new TreeSet<>(units).forEach(this::requireWritable);
            return units;
        });
    }

    @Override
    public Standing standing(UnitId unit) {
        return statement(() -> {
            requireFences();
            return visible().standing(unit);
        });
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return statement(() -> {
            requireFences();
            return new UnitsInFlight(
                    visible().defaultEpoch(),
                    visible().fences().entrySet().stream()
                            .filter(entry -> entry.getValue().inFlight())
                            .map(entry -> visible().standing(entry.getKey()))
                            .toList());
        });
    }

    @Override
    public Extent extent() {
        return statement(() -> {
            requireFences();
            return visible().extent();
        });
    }

    @Override
    public void choose(Set<UnitId> units) {
        statement(() -> {
            chosen = units;
            return units;
        });
    }

    /** As of now, whatever the snapshot. */
    @Override
    public boolean fenced() {
        return statement(() -> store.fenced);
    }

    private void requireFences() {
        if (!store.fenced) {
            throw new StoreRefusedException(Refusal.UNFENCED, "nothing is installed");
        }
        looked = true;
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
    public List<Standing> commitThenLook(Set<UnitId> units) {
        store.goThere();
        store.data = store.data.withRows(writes);
        end();
        boolean fenced = store.fenced;
        List<Standing> standings =
                units.stream().map(unit -> store.data.standing(unit)).toList();
        store.comeBack();
        if (!fenced) {
            throw new StoreRefusedException(Refusal.UNFENCED, "nothing is installed");
        }
        return standings;
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
