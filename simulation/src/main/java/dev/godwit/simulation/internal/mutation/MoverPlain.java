package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.MemoryTransaction;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.MoverGate;
import dev.godwit.testkit.StoreLaws.UnitLocks;
import java.util.Optional;
import java.util.Set;

/** A mover looks at the fence without the lock. */
final class MoverPlain implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.SLEEPING_MOVER);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        StoreLaws withoutLocks = real.with(new UnitLocks() {
            @Override
            public void shared(MemoryTransaction transaction, UnitId unit) {
                // The plain look follows.
            }

            @Override
            public void exclusive(MemoryTransaction transaction, UnitId unit) {
                real.locks().exclusive(transaction, unit);
            }

            @Override
            public Set<MemoryTransaction> holders(MemoryDatabase database, UnitId unit) {
                return real.locks().holders(database, unit);
            }
        });
        MoverGate plain =
                (transaction, laws, right, removal) -> real.movers().enter(transaction, withoutLocks, right, removal);
        return real.with(plain);
    }
}
