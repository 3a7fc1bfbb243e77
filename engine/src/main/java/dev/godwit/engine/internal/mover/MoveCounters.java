package dev.godwit.engine.internal.mover;

import dev.godwit.engine.spi.UnitRecord;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all movers of a migration have done since the server started; rows that were copied and verified go on from what is
 * recorded. Thread-safe.
 */
public final class MoveCounters {
    public final LongAdder rowsCopied = new LongAdder();
    public final LongAdder bytesCopied = new LongAdder();
    public final LongAdder rowsVerified = new LongAdder();
    public final LongAdder marksDrained = new LongAdder();
    public final LongAdder rowsRemoved = new LongAdder();
    public final LongAdder differencesRepaired = new LongAdder();

    /** Counters of a server that takes up what others have begun: otherwise little would seem to be copied at the end. */
    public static MoveCounters goingOnFrom(Collection<UnitRecord> recorded) {
        MoveCounters counters = new MoveCounters();
        for (UnitRecord unit : recorded) {
            counters.rowsCopied.add(unit.work().rowsCopied());
            counters.rowsVerified.add(unit.work().rowsVerified());
        }
        return counters;
    }
}
