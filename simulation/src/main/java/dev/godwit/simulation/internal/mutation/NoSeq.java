package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.MemoryTransaction;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.MarkLedger;
import dev.godwit.testkit.Stored.MarkRow;
import java.util.Collection;
import java.util.List;

/** Marks are cleared that were not read: all of the same key. */
final class NoSeq implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new MarkLedger() {
            @Override
            public void leave(MemoryTransaction transaction, UnitId unit, EntityName entity, Key key) {
                real.marks().leave(transaction, unit, entity, key);
            }

            @Override
            public void delete(MemoryTransaction transaction, Collection<Long> numbers) {
                List<MarkRow> all = transaction.database().marks();
                List<MarkRow> read = all.stream()
                        .filter(mark -> numbers.contains(mark.number()))
                        .toList();
                real.marks()
                        .delete(
                                transaction,
                                all.stream()
                                        .filter(mark -> read.stream().anyMatch(other -> isOfSameKey(mark, other)))
                                        .map(MarkRow::number)
                                        .toList());
            }
        });
    }

    private static boolean isOfSameKey(MarkRow one, MarkRow other) {
        return one.unit().equals(other.unit()) && one.key().equals(other.key());
    }
}
