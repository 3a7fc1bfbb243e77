package dev.godwit.router.internal;

import dev.godwit.core.UnitId;
import java.util.Set;

/** An operation whose work is running; nested calls of the same thread join it. Used by one thread. */
interface Operation<C> {
    /**
     * Lets a nested read of the unit take part.
     *
     * @throws dev.godwit.router.UnitsApartException when its home is another store
     */
    C joinRead(UnitId unit);

    /** Lets a nested write of the units take part. */
    C joinWrite(Set<UnitId> units);
}
