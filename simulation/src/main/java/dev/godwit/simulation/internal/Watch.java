package dev.godwit.simulation.internal;

import dev.godwit.core.Key;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Address;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.StoreObserver;
import dev.godwit.testkit.Stored;
import dev.godwit.testkit.Stored.CursorRow;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import dev.godwit.testkit.Stored.MarkRow;
import dev.godwit.testkit.Stored.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sees every commit of both stores and checks the invariants in that moment, knowing nothing of what the product
 * believes: it looks at rows, fences and marks alone.
 */
public final class Watch implements StoreObserver {
    private final Truth truth;
    private final Trace trace;
    private final List<MemoryDatabase> databases = new ArrayList<>();
    private final Set<UnitId> distrusted = new HashSet<>();
    private Optional<Violation> violation = Optional.empty();
    private long homeChanges;

    public Watch(Truth truth, Trace trace) {
        this.truth = truth;
        this.trace = trace;
    }

    public void watch(MemoryDatabase database) {
        databases.add(database);
        database.observe(this);
    }

    /** The first one. */
    public Optional<Violation> violation() {
        return violation;
    }

    public void report(Invariant invariant, String details) {
        if (violation.isEmpty()) {
            violation = Optional.of(new Violation(invariant, details));
        }
    }

    /** How often a unit got a new home. */
    public long homeChanges() {
        return homeChanges;
    }

    @Override
    public void committed(MemoryDatabase database, Commit commit) {
        trace.add(commit.number(), database.name().value(), "commit: " + commit.description());
        switch (commit.author()) {
            case APPLICATION -> learn(commit);
            case MOVER -> requireOwnRows(database, commit);
            case CONTROL -> count(commit);
        }
        check();
    }

    /** Commits may be lost: what the home has now is true, and mirrors are to be verified again. */
    @Override
    public void returned(MemoryDatabase database) {
        for (UnitId unit : truth.units()) {
            distrusted.add(unit);
            List<MemoryDatabase> homes = databases.stream()
                    .filter(each -> role(each, unit).filter(Role::answersReads).isPresent())
                    .toList();
            if (homes.size() == 1 && homes.getFirst().equals(database)) {
                truth.becomes(unit, rows(database, unit));
            }
        }
    }

    /** Time may have made a second home: a freeze that is over. */
    public void check() {
        for (UnitId unit : truth.units()) {
            check(unit);
        }
    }

    private void count(Commit commit) {
        for (Map.Entry<Address, Optional<Stored>> change : commit.changes().entrySet()) {
            Optional<Role> before = fenceRole(commit.before().getOrDefault(change.getKey(), Optional.empty()));
            if (before.equals(Optional.of(Role.MIRROR))
                    && fenceRole(change.getValue()).equals(Optional.of(Role.HOME))) {
                homeChanges++;
            }
        }
    }

    private static Optional<Role> fenceRole(Optional<Stored> record) {
        return record.filter(FenceRow.class::isInstance).map(fence -> ((FenceRow) fence).role());
    }

    private void learn(Commit commit) {
        List<Row> gone = new ArrayList<>();
        List<Row> written = new ArrayList<>();
        commit.before().values().forEach(before -> row(before).ifPresent(gone::add));
        commit.changes().values().forEach(after -> row(after).ifPresent(written::add));
        if (!gone.isEmpty() || !written.isEmpty()) {
            truth.commit(gone, written);
        }
    }

    private void requireOwnRows(MemoryDatabase database, Commit commit) {
        Set<UnitId> touched = new TreeSet<>();
        for (Map.Entry<Address, Optional<Stored>> change : commit.changes().entrySet()) {
            Optional<Stored> before = commit.before().getOrDefault(change.getKey(), Optional.empty());
            if (!before.equals(change.getValue())) {
                row(before).ifPresent(row -> touched.add(row.unit()));
                row(change.getValue()).ifPresent(row -> touched.add(row.unit()));
            }
        }
        if (touched.size() > 1) {
            report(
                    Invariant.OWN_ROWS_ONLY,
                    "one mover changed rows of " + touched + " in " + database.name() + ": " + commit.description());
        }
    }

    private void check(UnitId unit) {
        List<MemoryDatabase> writable = databases.stream()
                .filter(database -> takesWrites(database, unit))
                .toList();
        if (writable.size() > 1) {
            report(Invariant.ONE_HOME, "unit " + unit + " takes writes in both stores: " + describe(unit));
            return;
        }
        Optional<MemoryDatabase> home = writable.isEmpty() ? frozen(unit) : Optional.of(writable.getFirst());
        Map<Key, String> committed = truth.rows(unit);
        if (home.isPresent()) {
            Map<Key, String> rows = rows(home.get(), unit);
            if (!rows.equals(committed)) {
                report(
                        Invariant.HOME_HAS_ALL,
                        "unit " + unit + " in " + home.get().name() + ": " + difference(committed, rows) + "; "
                                + describe(unit));
            }
            requireMarks(unit, home.get());
            return;
        }
        for (MemoryDatabase database : databases) {
            boolean mirror = role(database, unit).filter(Role.MIRROR::equals).isPresent();
            if (mirror && !rows(database, unit).equals(committed)) {
                report(
                        Invariant.MIRRORS_EQUAL,
                        "unit " + unit + " between homes, " + database.name() + ": "
                                + difference(committed, rows(database, unit)) + "; " + describe(unit));
            }
        }
    }

    private void requireMarks(UnitId unit, MemoryDatabase home) {
        if (distrusted.contains(unit)
                || home.fence(unit).filter(FenceRow::inFlight).isEmpty()) {
            return;
        }
        for (MemoryDatabase other : databases) {
            boolean mirror = other.fence(unit)
                    .filter(fence -> fence.inFlight() && fence.role() == Role.MIRROR)
                    .isPresent();
            if (mirror && !other.equals(home)) {
                requireMarks(unit, home, other);
            }
        }
    }

    private void requireMarks(UnitId unit, MemoryDatabase home, MemoryDatabase mirror) {
        Optional<CursorRow> cursor = copied(unit);
        Map<Key, String> here = rows(home, unit);
        Map<Key, String> there = rows(mirror, unit);
        Set<Key> keys = new HashSet<>(here.keySet());
        keys.addAll(there.keySet());
        for (Key key : keys) {
            boolean differs = !Optional.ofNullable(here.get(key)).equals(Optional.ofNullable(there.get(key)));
            if (differs && isCopied(cursor, key) && !isMarked(home, unit, key)) {
                report(
                        Invariant.DIFFERENCES_ARE_MARKED,
                        "unit " + unit + ", key " + key + ": " + home.name() + " has " + here.get(key) + ", "
                                + mirror.name() + " has " + there.get(key) + ", and there is no mark; "
                                + describe(unit));
            }
        }
    }

    /** How far the copy has come; it is done in the store that was the target. */
    private Optional<CursorRow> copied(UnitId unit) {
        return databases.stream()
                .flatMap(database -> database.cursors().stream())
                .filter(cursor -> cursor.unit().equals(unit))
                .findFirst();
    }

    private static boolean isCopied(Optional<CursorRow> row, Key key) {
        return row.isPresent()
                && (row.get().cursor().done()
                        || row.get()
                                .cursor()
                                .after()
                                .filter(after -> key.text().compareTo(after.text()) <= 0)
                                .isPresent());
    }

    private static boolean isMarked(MemoryDatabase home, UnitId unit, Key key) {
        for (MarkRow mark : home.marks()) {
            if (mark.unit().equals(unit) && mark.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private Optional<MemoryDatabase> frozen(UnitId unit) {
        return databases.stream()
                .filter(database ->
                        role(database, unit).filter(Role.FROZEN::equals).isPresent())
                .findFirst();
    }

    private static boolean takesWrites(MemoryDatabase database, UnitId unit) {
        Optional<FenceRow> fence = database.fence(unit);
        return fence.isPresent()
                ? fence.get().takesWritesAt(database.clockNanos())
                : role(database, unit).filter(Role.HOME::equals).isPresent();
    }

    /** Without an installed fence a store takes whatever comes, but only the one with the rows is asked. */
    static Optional<Role> role(MemoryDatabase database, UnitId unit) {
        return database.fence(unit)
                .map(FenceRow::role)
                .or(() -> database.defaultRow().map(DefaultRow::role))
                .or(() -> database.name().equals(Scenery.OLD) ? Optional.of(Role.HOME) : Optional.empty());
    }

    static Map<Key, String> rows(MemoryDatabase database, UnitId unit) {
        Map<Key, String> rows = new HashMap<>();
        database.keyspace()
                .entities()
                .forEach(entity -> database.rows(entity.name()).stream()
                        .filter(row -> row.unit().equals(unit))
                        .forEach(row -> rows.put(row.key(), row.value())));
        return rows;
    }

    private static String difference(Map<Key, String> committed, Map<Key, String> found) {
        StringBuilder text = new StringBuilder();
        Set<String> keys = new TreeSet<>();
        committed.keySet().forEach(key -> keys.add(key.text()));
        found.keySet().forEach(key -> keys.add(key.text()));
        for (String key : keys) {
            String wanted = committed.get(new Key(key));
            String is = found.get(new Key(key));
            if (wanted == null || !wanted.equals(is)) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append("key %s is %s, committed was %s".formatted(key, is, wanted));
            }
        }
        return text.toString();
    }

    private String describe(UnitId unit) {
        StringBuilder text = new StringBuilder();
        for (MemoryDatabase database : databases) {
            text.append(database.name())
                    .append(" is ")
                    .append(database.fence(unit)
                            .map(fence -> fence.role() + " epoch " + fence.epoch()
                                    + (fence.expiredAt(database.clockNanos()) ? " expired" : ""))
                            .orElseGet(() -> database.defaultRow()
                                    .map(row -> row.role() + " by default")
                                    .orElse("not installed")))
                    .append(' ');
        }
        return text.toString().strip();
    }

    private static Optional<Row> row(Optional<Stored> record) {
        return record.filter(Row.class::isInstance).map(Row.class::cast);
    }
}
