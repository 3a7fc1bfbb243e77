package dev.godwit.testkit;

import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.StoreLaws.WriterGate;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the unit's shared lock, then looks at its role, in two statements. Above READ COMMITTED the look is as old as the
 * snapshot, so the row is locked as well, and one that was changed since then is a conflict.
 */
final class RealWriterGate implements WriterGate {
    private static final Duration ROW_PATIENCE = Duration.ofSeconds(2);

    @Override
    public boolean judge(MemoryTransaction transaction, StoreLaws laws, UnitId unit) {
        laws.locks().shared(transaction, unit);
        transaction.between("role of " + unit);
        Address fence = Address.fence(unit);
        if (transaction.hasSnapshot() && transaction.get(fence).isPresent()) {
            transaction.lockRow(fence, Mode.SHARED, ROW_PATIENCE);
        }
        Optional<FenceRow> row = transaction.fence(unit);
        if (row.isPresent()) {
            return judge(transaction, row.get());
        }
        transaction.lock(LockName.DEFAULT, Mode.SHARED, ROW_PATIENCE);
        transaction.between("default role for " + unit);
        if (transaction.hasSnapshot()) {
            transaction.lockRow(Address.DEFAULT, Mode.SHARED, ROW_PATIENCE);
        }
        Optional<FenceRow> born = transaction.fence(unit);
        if (born.isPresent()) {
            return judge(transaction, born.get());
        }
        DefaultRow byDefault = transaction.defaultRow();
        if (byDefault.role() != Role.HOME) {
            throw refused(Refusal.MOVED, unit, byDefault.role());
        }
        return false;
    }

    private static boolean judge(MemoryTransaction transaction, FenceRow row) {
        if (row.takesWritesAt(transaction.clockNanos())) {
            return row.inFlight();
        }
        throw refused(row.role() == Role.FROZEN ? Refusal.FROZEN : Refusal.MOVED, row.unit(), row.role());
    }

    private static StoreRefusedException refused(Refusal refusal, UnitId unit, Role role) {
        return new StoreRefusedException(refusal, "GODWIT " + refusal + " unit=" + unit + " role=" + role);
    }
}
