package dev.godwit.engine;

/** Why movers hold back, as one of a few words. */
public enum ThrottleReason {
    /** They don't. */
    NONE,
    /** Somebody bounded the copy. */
    BY_HAND,
    /** Writing a chunk takes too long. */
    CHUNK_LATENCY,
    /** The application's transactions take too long. */
    APPLICATION_LATENCY,
    /** A standby is too far behind. */
    REPLICA_LAG,
    /** Too many sessions are at work in a store. */
    ACTIVE_SESSIONS
}
