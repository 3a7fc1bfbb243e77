package dev.godwit.checkers;

/**
 * Something that somebody asked a store, as they saw it. Immutable.
 *
 * @param key of what was read or written; for a {@link Kind#TOTAL} whose total it is
 * @param value that was read or written, {@link #NOTHING} when there was none or it was deleted; no two writes of a key
 *     should write the same value, so that a read says which write it saw
 * @param calledNanos on the monotonic clock, just before it was asked
 * @param returnedNanos just after the answer; without a meaning when the outcome is unknown
 * @param who asked, in words
 */
public record Operation(
        Kind kind, Outcome outcome, long key, long value, long calledNanos, long returnedNanos, String who) {
    /** The value of what is not there. A delete writes it, a read that finds nothing reads it. */
    public static final long NOTHING = Long.MIN_VALUE;

    /** What was asked. */
    public enum Kind {
        READ,
        WRITE,
        /** A sum over all rows of a unit, read at one moment. */
        TOTAL
    }

    /** What the one who asked knows. */
    public enum Outcome {
        /** It was answered: it happened between call and return. */
        OK,
        /** It did not happen, and will not. */
        FAILED,
        /** It may have happened at any time after the call, may yet happen, or never. */
        UNKNOWN
    }

    public static Operation read(long key, long value, long calledNanos, long returnedNanos, String who) {
        return new Operation(Kind.READ, Outcome.OK, key, value, calledNanos, returnedNanos, who);
    }

    public static Operation write(
            Outcome outcome, long key, long value, long calledNanos, long returnedNanos, String who) {
        return new Operation(Kind.WRITE, outcome, key, value, calledNanos, returnedNanos, who);
    }
}
