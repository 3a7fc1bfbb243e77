package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.MemoryTransaction;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.MarkLedger;
import java.util.Collection;

/** Numbers of marks that are gone are given again. */
final class SeqReuse implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new MarkLedger() {
            @Override
            public void leave(MemoryTransaction transaction, UnitId unit, EntityName entity, Key key) {
                transaction.database().reuseMarkNumbers();
                real.marks().leave(transaction, unit, entity, key);
            }

            @Override
            public void delete(MemoryTransaction transaction, Collection<Long> numbers) {
                real.marks().delete(transaction, numbers);
            }
        });
    }
}
