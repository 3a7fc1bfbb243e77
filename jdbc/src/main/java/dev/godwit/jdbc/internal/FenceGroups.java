package dev.godwit.jdbc.internal;

import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.LockHolder;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fence rows of many units in one transaction and one round trip. Locks are taken in the order of the units, in a
 * statement before the one that looks at the rows (pitfall U4). Thread-safe.
 */
final class FenceGroups {
    private final KeyspaceSchema schema;
    private final StoreTransactions transactions;
    private final UnitLocks locks;
    private final LockHolders lockHolders;
    private final List<String> bounds;

    /** @param bounds statements that bound the waits of a transaction */
    FenceGroups(KeyspaceSchema schema, StoreTransactions transactions, List<String> bounds) {
        this.schema = schema;
        this.transactions = transactions;
        this.locks = new UnitLocks(schema);
        this.lockHolders = new LockHolders(schema);
        this.bounds = bounds;
    }

    Set<UnitId> change(Collection<? extends FenceChange> changes) {
        if (changes.isEmpty()) {
            return Set.of();
        }
        List<? extends FenceChange> sorted =
                changes.stream().sorted(Comparator.comparing(FenceChange::unit)).toList();
        FenceChangeSql sql = FenceChangeSql.ofAll(schema, sorted);
        List<String> statements = new ArrayList<>(bounds);
        List<Object> parameters = new ArrayList<>();
        if (sorted.getFirst().needsExclusiveLock()) {
            statements.add(locks.takeExclusiveOfAll());
            parameters.add(sorted.stream().map(change -> change.unit().value()).toArray(String[]::new));
        }
        statements.add(sql.statement());
        parameters.addAll(sql.parameters());
        return new LinkedHashSet<>(
                transactions.changeAtOnce(statements, row -> UnitId.of(row.getString("unit")), parameters.toArray()));
    }

    Map<UnitId, MoverRight> acquire(Map<UnitId, Epoch> epochs) {
        if (epochs.isEmpty()) {
            return Map.of();
        }
        TreeMap<UnitId, Epoch> sorted = new TreeMap<>(epochs);
        String[] units = sorted.keySet().stream().map(UnitId::value).toArray(String[]::new);
        List<String> statements = new ArrayList<>(bounds);
        statements.add(locks.takeExclusiveOfAll());
        statements.add("update " + schema.fence() + " f set token = nextval(?::regclass)"
                + " from unnest(?::text[], ?::bigint[]) c(unit, epoch) where f.unit = c.unit and f.epoch = c.epoch"
                + " and f.role = 'MIRROR' and f.heir_store is null returning f.unit, f.epoch, f.token");
        List<MoverRight> given = transactions.changeAtOnce(
                statements,
                row -> new MoverRight(
                        UnitId.of(row.getString("unit")),
                        new Epoch(row.getLong("epoch")),
                        new Token(row.getLong("token"))),
                units,
                schema.qualified("token"),
                units,
                sorted.values().stream().map(Epoch::value).toArray(Long[]::new));
        Map<UnitId, MoverRight> rights = new HashMap<>();
        given.forEach(right -> rights.put(right.unit(), right));
        return rights;
    }

    Map<UnitId, Set<LockHolder>> holders(Collection<UnitId> units) {
        record Held(UnitId unit, LockHolder holder) {}

        String[] texts = units.stream().map(UnitId::value).toArray(String[]::new);
        Map<UnitId, Set<LockHolder>> holders = new LinkedHashMap<>();
        transactions
                .readAtOnce(
                        lockHolders.byUnit(),
                        row -> new Held(UnitId.of(row.getString("unit")), LockHolders.holder(row)),
                        (Object) texts)
                .forEach(held -> holders.computeIfAbsent(held.unit(), unit -> new HashSet<>())
                        .add(held.holder()));
        return holders;
    }
}
