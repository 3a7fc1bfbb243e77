package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.MemoryTransaction;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.UnitLocks;
import java.util.Set;

/** Nobody waits for the writers that hold the lock of a frozen unit. */
final class NoFreezeWait implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new UnitLocks() {
            @Override
            public void shared(MemoryTransaction transaction, UnitId unit) {
                real.locks().shared(transaction, unit);
            }

            @Override
            public void exclusive(MemoryTransaction transaction, UnitId unit) {
                // Does not wait.
            }

            @Override
            public Set<MemoryTransaction> holders(MemoryDatabase database, UnitId unit) {
                return Set.of();
            }
        });
    }
}
