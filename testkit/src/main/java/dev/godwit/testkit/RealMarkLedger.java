package dev.godwit.testkit;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreLaws.MarkLedger;
import dev.godwit.testkit.Stored.MarkRow;
import java.util.Collection;

/** Marks are appended with numbers that are never used twice, and deleted by list. */
final class RealMarkLedger implements MarkLedger {
    @Override
    public void leave(MemoryTransaction transaction, UnitId unit, EntityName entity, Key key) {
        long number = transaction.database().nextMark();
        transaction.put(
                Address.mark(number),
                new MarkRow(number, transaction.number(), unit, entity, key, transaction.clockNanos()));
    }

    @Override
    public void delete(MemoryTransaction transaction, Collection<Long> numbers) {
        for (Long number : numbers) {
            Address mark = Address.mark(number);
            if (transaction.get(mark).isPresent()) {
                transaction.delete(mark);
            }
        }
    }
}
