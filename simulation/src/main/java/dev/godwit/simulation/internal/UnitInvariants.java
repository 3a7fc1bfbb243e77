package dev.godwit.simulation.internal;

import dev.godwit.core.Heir;
import dev.godwit.core.Key;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.CursorRow;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What must be true of one unit at every moment, judged by rows, fences and marks alone. */
final class UnitInvariants {
    private final Truth truth;
    private final List<MemoryDatabase> databases;
    private final BiConsumer<Invariant, String> report;
    private final Set<UnitId> distrusted = new HashSet<>();

    UnitInvariants(Truth truth, List<MemoryDatabase> databases, BiConsumer<Invariant, String> report) {
        this.truth = truth;
        this.databases = databases;
        this.report = report;
    }

    /** Commits may be lost: mirrors of the unit are to be verified again, and may differ without a mark. */
    void distrust(UnitId unit) {
        distrusted.add(unit);
    }

    /** Never two homes. Cheap: it is asked for every unit after every commit, for time may have made a second one. */
    void checkHomes(UnitId unit) {
        if (writable(unit).size() > 1) {
            report.accept(Invariant.ONE_HOME, "unit " + unit + " takes writes in both stores: " + describe(unit));
        }
    }

    /** Where the rows are. */
    void checkRows(UnitId unit) {
        List<MemoryDatabase> writable = writable(unit);
        if (writable.size() > 1) {
            return;
        }
        Optional<MemoryDatabase> home = writable.isEmpty() ? frozen(unit) : Optional.of(writable.getFirst());
        Map<Key, String> committed = truth.rows(unit);
        if (home.isPresent()) {
            requireAll(unit, home.get(), committed);
            requireMarks(unit, home.get());
            return;
        }
        requireEqualMirrors(unit, committed);
    }

    /** Between two homes both have all, unless the failure of a store has unmade the seal: then one of them has. */
    private void requireEqualMirrors(UnitId unit, Map<Key, String> committed) {
        List<MemoryDatabase> mirrors = databases.stream()
                .filter(database -> StoreView.role(database, unit).equals(Optional.of(Role.MIRROR)))
                .toList();
        List<MemoryDatabase> lacking = mirrors.stream()
                .filter(database -> !StoreView.rows(database, unit).equals(committed))
                .toList();
        boolean sealed = mirrors.stream().anyMatch(database -> isHeir(database, unit));
        if (!lacking.isEmpty() && (sealed || lacking.size() == mirrors.size())) {
            MemoryDatabase first = lacking.getFirst();
            report.accept(
                    Invariant.MIRRORS_EQUAL,
                    "unit " + unit + " between homes, " + first.name() + ": "
                            + difference(committed, StoreView.rows(first, unit)) + "; " + describe(unit));
        }
    }

    private boolean isHeir(MemoryDatabase mirror, UnitId unit) {
        Optional<Heir> heir = mirror.fence(unit).flatMap(FenceRow::heir);
        return heir.isPresent()
                && databases.stream()
                        .anyMatch(other -> other.name().equals(heir.get().store())
                                && other.fence(unit).map(FenceRow::epoch).equals(heir.map(Heir::epoch)));
    }

    private void requireAll(UnitId unit, MemoryDatabase home, Map<Key, String> committed) {
        Map<Key, String> rows = StoreView.rows(home, unit);
        if (!rows.equals(committed)) {
            report.accept(
                    Invariant.HOME_HAS_ALL,
                    "unit " + unit + " in " + home.name() + ": " + difference(committed, rows) + "; " + describe(unit));
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
        Map<Key, String> here = StoreView.rows(home, unit);
        Map<Key, String> there = StoreView.rows(mirror, unit);
        if (here.equals(there)) {
            return;
        }
        Optional<CursorRow> cursor = copied(unit);
        Set<Key> keys = new HashSet<>(here.keySet());
        keys.addAll(there.keySet());
        for (Key key : keys) {
            boolean differs = !Objects.equals(here.get(key), there.get(key));
            if (differs && isCopied(cursor, key) && !home.isMarked(unit, key)) {
                report.accept(
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

    private List<MemoryDatabase> writable(UnitId unit) {
        List<MemoryDatabase> writable = new ArrayList<>(2);
        for (MemoryDatabase database : databases) {
            if (StoreView.takesWrites(database, unit)) {
                writable.add(database);
            }
        }
        return writable;
    }

    private Optional<MemoryDatabase> frozen(UnitId unit) {
        return databases.stream()
                .filter(database -> StoreView.role(database, unit)
                        .filter(Role.FROZEN::equals)
                        .isPresent())
                .findFirst();
    }

    private static String difference(Map<Key, String> committed, Map<Key, String> found) {
        Set<String> keys = new TreeSet<>();
        committed.keySet().forEach(key -> keys.add(key.text()));
        found.keySet().forEach(key -> keys.add(key.text()));
        return keys.stream()
                .map(Key::new)
                .filter(key -> !Objects.equals(committed.get(key), found.get(key)))
                .map(key -> "key %s is %s, committed was %s".formatted(key, found.get(key), committed.get(key)))
                .collect(Collectors.joining(", "));
    }

    private String describe(UnitId unit) {
        return databases.stream()
                .map(database -> StoreView.describe(database, unit))
                .collect(Collectors.joining(" "));
    }
}
