package dev.godwit.notely.compare;

import java.time.Duration;
import java.util.List;

/**
 * How much load every strategy gets. The constructor throws {@link IllegalArgumentException} with a reason for people when a
 * value is out of bounds.
 *
 * @param operations that each run must reach
 * @param duration of each run; one that has not reached its operations by then goes on, at most {@value #PROLONGED} times as
 *     long
 * @param seed of the load, the same for each
 * @param settling how long an old version may take to end, and how long nothing leaves a store until what is left is taken to
 *     stay
 * @param stores what the note stores are, as Notely's flag {@code --stores} says it
 */
record ComparisonSettings(
        List<Contest> contests, long operations, Duration duration, long seed, Duration settling, String stores) {
    static final int OPERATIONS = 20_000;
    static final int SECONDS = 30;
    static final int PROLONGED = 4;
    static final Duration SETTLING = Duration.ofSeconds(6);

    private static final long OPERATIONS_MAX = 10_000_000;
    private static final long SECONDS_MAX = 3_600;

    ComparisonSettings {
        if (operations < 1 || operations > OPERATIONS_MAX) {
            throw new IllegalArgumentException(
                    "--operations is between 1 and " + OPERATIONS_MAX + ", not " + operations);
        }
        if (duration.toSeconds() < 1 || duration.toSeconds() > SECONDS_MAX) {
            throw new IllegalArgumentException(
                    "--seconds is between 1 and " + SECONDS_MAX + ", not " + duration.toSeconds());
        }
        if (contests.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to compare");
        }
        contests = List.copyOf(contests);
    }

    /** How long the old and the new version are alive together. */
    Duration overlap() {
        return Duration.ofSeconds(Math.max(1, duration.toSeconds() / 2));
    }
}
