package dev.godwit.testkit;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Writes the fence rows of a wave in one transaction and bumps the default row. */
final class FenceStart {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final StoreName store;
    private final MemoryTransaction transaction;

    FenceStart(StoreName store, MemoryTransaction transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    Map<UnitId, Fence> start(Role role, Collection<UnitId> units) {
        transaction.lockRow(Address.DEFAULT, Mode.EXCLUSIVE, PATIENCE);
        transaction.between("fences");
        Role settled = role == Role.HOME ? Role.HOME : Role.MOVED;
        boolean changed = false;
        for (UnitId unit : new TreeSet<>(units)) {
            transaction.lockRow(Address.fence(unit), Mode.EXCLUSIVE, PATIENCE);
            Optional<FenceRow> before = transaction.fence(unit);
            if (before.isPresent() && before.get().inFlight()) {
                continue;
            }
            requireMeaning(
                    unit,
                    before.map(FenceRow::role).orElse(transaction.defaultRow().role()),
                    settled);
            transaction.put(
                    Address.fence(unit), before.map(row -> again(row, role)).orElseGet(() -> born(unit, role)));
            changed = true;
        }
        if (changed) {
            transaction.put(
                    Address.DEFAULT,
                    transaction.defaultRow().bumped(transaction.defaultRow().role()));
        }
        return MemoryFences.readAll(transaction, units);
    }

    void exclude(Collection<UnitId> units) {
        transaction.lockRow(Address.DEFAULT, Mode.EXCLUSIVE, PATIENCE);
        transaction.between("fences");
        for (UnitId unit : new TreeSet<>(units)) {
            transaction.lockRow(Address.fence(unit), Mode.EXCLUSIVE, PATIENCE);
            if (transaction.fence(unit).isEmpty()) {
                requireMeaning(unit, transaction.defaultRow().role(), Role.MOVED);
                transaction.put(Address.fence(unit), born(unit, Role.MOVED).inFlight(false));
            }
        }
    }

    private static FenceRow again(FenceRow row, Role role) {
        return row.become(role).with(Token.NONE).inFlight(true);
    }

    private static FenceRow born(UnitId unit, Role role) {
        return new FenceRow(
                unit, role, new Epoch(1), Epoch.ZERO, Token.NONE, Optional.empty(), OptionalLong.empty(), true);
    }

    private void requireMeaning(UnitId unit, Role actual, Role expected) {
        if (actual != expected) {
            throw new GodwitException(
                    ErrorCode.FENCE_LOST,
                    "store " + store + " is " + actual + " for unit " + unit + ", but a move needs it to be "
                            + expected);
        }
    }
}
