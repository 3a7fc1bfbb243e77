package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.MemoryTransaction;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.MarkLedger;
import java.util.Collection;

/** A write leaves no mark, now and then. */
final class NoDirty implements Mutation {
    private static final int EVERY = 5;

    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new MarkLedger() {
            private int writes;

            @Override
            public void leave(MemoryTransaction transaction, UnitId unit, EntityName entity, Key key) {
                if (++writes % EVERY != 0) {
                    real.marks().leave(transaction, unit, entity, key);
                }
            }

            @Override
            public void delete(MemoryTransaction transaction, Collection<Long> numbers) {
                real.marks().delete(transaction, numbers);
            }
        });
    }
}
