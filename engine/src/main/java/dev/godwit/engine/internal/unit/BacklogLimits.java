package dev.godwit.engine.internal.unit;

import dev.godwit.engine.internal.unit.MirrorKeeper.Backlog;
import java.time.Duration;
import java.util.Optional;

/**
 * How much may wait to be mirrored before something is done about it.
 *
 * @param marks the most marks in one store
 * @param age the longest that a mark may wait
 */
public record BacklogLimits(long marks, Duration age) {
    /** Some hundred megabytes of marks; and longer than a restart or a failover of the other store takes. */
    public static final BacklogLimits DEFAULT = new BacklogLimits(5_000_000, Duration.ofHours(1));

    /** The comparison that a backlog trips, if it does. */
    Optional<String> exceededBy(Backlog backlog) {
        if (backlog.marks() > marks) {
            return Optional.of("%,d marks wait > %,d".formatted(backlog.marks(), marks));
        }
        return backlog.lagMillis() > age.toMillis()
                ? Optional.of("the oldest mark waits for %,d s > %,d s"
                        .formatted(backlog.lagMillis() / 1_000, age.toSeconds()))
                : Optional.empty();
    }

    /** Whether a backlog that was too large has shrunk so far that it is not at once again. */
    boolean calm(Backlog backlog) {
        return backlog.marks() <= marks / 2 && backlog.lagMillis() <= age.toMillis() / 2;
    }
}
