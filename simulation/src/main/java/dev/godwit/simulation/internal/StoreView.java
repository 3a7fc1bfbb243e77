package dev.godwit.simulation.internal;

import dev.godwit.core.Key;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a store says of a unit, as a checker sees it: nothing of what the product believes. */
public final class StoreView {
    private StoreView() {}

    /** Without an installed fence a store takes whatever comes, but only the one with the rows is asked. */
    public static Optional<Role> role(MemoryDatabase database, UnitId unit) {
        return database.fence(unit)
                .map(FenceRow::role)
                .or(() -> database.defaultRow().map(DefaultRow::role))
                .or(() -> database.name().equals(Scenery.OLD) ? Optional.of(Role.HOME) : Optional.empty());
    }

    public static boolean takesWrites(MemoryDatabase database, UnitId unit) {
        Optional<FenceRow> fence = database.fence(unit);
        return fence.isPresent()
                ? fence.get().takesWritesAt(database.clockNanos())
                : role(database, unit).filter(Role.HOME::equals).isPresent();
    }

    public static Map<Key, String> rows(MemoryDatabase database, UnitId unit) {
        Map<Key, String> rows = new HashMap<>();
        database.keyspace()
                .entities()
                .forEach(entity -> database.rows(entity.name()).forEach(row -> {
                    if (row.unit().equals(unit)) {
                        rows.put(row.key(), row.value());
                    }
                }));
        return rows;
    }

    public static String describe(MemoryDatabase database, UnitId unit) {
        return database.name() + " is "
                + database.fence(unit)
                        .map(fence -> fence.role() + " epoch " + fence.epoch()
                                + (fence.expiredAt(database.clockNanos()) ? " expired" : ""))
                        .orElseGet(() -> database.defaultRow()
                                .map(row -> row.role() + " by default")
                                .orElse("not installed"));
    }
}
