package dev.godwit.notely.load;

/**
 * How far the load is.
 *
 * @param seconds since the start
 * @param accounts that were made
 * @param notes that are remembered
 */
public record LoadProgress(
        State state, double seconds, int accounts, long notes, long operations, long misses, long errors) {
    /** What the users are doing. */
    public enum State {
        NOT_STARTED,
        RUNNING,
        PAUSED,
        ENDED
    }
}
