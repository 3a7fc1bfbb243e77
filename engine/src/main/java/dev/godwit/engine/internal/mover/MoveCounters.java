package dev.godwit.engine.internal.mover;

import java.util.concurrent.atomic.LongAdder;

/** What all movers of a migration have done since the server started. Thread-safe. */
public final class MoveCounters {
    public final LongAdder rowsCopied = new LongAdder();
    public final LongAdder bytesCopied = new LongAdder();
    public final LongAdder rowsVerified = new LongAdder();
    public final LongAdder marksDrained = new LongAdder();
    public final LongAdder rowsRemoved = new LongAdder();
    public final LongAdder differencesRepaired = new LongAdder();
}
