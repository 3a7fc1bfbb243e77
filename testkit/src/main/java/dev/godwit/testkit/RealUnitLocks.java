package dev.godwit.testkit;

import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreLaws.UnitLocks;
import java.time.Duration;
import java.util.Set;

/** Writers and movers take the lock shared; who changes a fence in their way takes it exclusively, for a short time. */
final class RealUnitLocks implements UnitLocks {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(2);

    @Override
    public void shared(MemoryTransaction transaction, UnitId unit) {
        transaction.lock(LockName.of(unit), LockTable.Mode.SHARED, LONG);
    }

    @Override
    public void exclusive(MemoryTransaction transaction, UnitId unit) {
        transaction.lock(LockName.of(unit), LockTable.Mode.EXCLUSIVE, SHORT);
    }

    @Override
    public Set<MemoryTransaction> holders(MemoryDatabase database, UnitId unit) {
        return database.locks().holders(LockName.of(unit));
    }
}
