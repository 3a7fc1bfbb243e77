package dev.godwit.engine;

import java.util.List;

/**
 * What a migration's movers have done since this server runs it, for graphs. What the status has too is not repeated.
 *
 * @param bytesCopied 0 where the stores don't say
 * @param differencesRepaired rows that differed and were made equal
 */
public record MoveFigures(
        long bytesCopied,
        long marksDrained,
        long rowsRemoved,
        long differencesRepaired,
        ThrottleReason throttle,
        PauseCounts cutovers,
        PauseCounts rollbacks) {

    /**
     * Pauses that writers could see, counted by their length.
     *
     * @param counts how many were at most as long as the bound at the same place, and longer than the one before; the last
     *     counts those that were longer than all
     * @param sumSeconds all pauses together
     */
    public record PauseCounts(List<Long> counts, double sumSeconds) {
        /** Upper bounds in milliseconds. */
        public static final List<Integer> BOUNDS_MILLIS =
                List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

        public PauseCounts {
            counts = List.copyOf(counts);
        }
    }
}
