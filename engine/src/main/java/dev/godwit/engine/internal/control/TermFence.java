package dev.godwit.engine.internal.control;

import org.jdbi.v3.core.Handle;

/**
 * Refuses what a server still wants to write down that has led and does not any more. It is asked first in every
 * transaction of changes and locks the seat until that one ends, so nobody takes the lead between the question and the
 * commit; the same statement is a sign of life. The term is a fencing token as in M. Burrows, "The Chubby lock service",
 * OSDI 2006, section 2.4, and M. Kleppmann, "How to do distributed locking", 2016. Thread-safe.
 */
final class TermFence {
    private static final long NEVER_LED = 0;

    private volatile long term = NEVER_LED;

    void begin(long newTerm) {
        term = newTerm;
    }

    /** Whether changes may be written in this transaction; also true for whoever has never led: a tool, or a test. */
    boolean holds(Handle handle) {
        long own = term;
        return own == NEVER_LED || LeaderRow.keep(handle, own);
    }
}
