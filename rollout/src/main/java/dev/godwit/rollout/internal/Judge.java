package dev.godwit.rollout.internal;

import dev.godwit.rollout.Tolerance;
import java.time.Duration;
import java.util.Optional;

/**
 * Says whether a new version is worse than the running one, and by which comparison. Both are measured over the same time,
 * so that a store that is down or a burst of load counts against both. Two conditions have to hold: the new version does
 * badly at least twice as often, and chance alone would do that to a version that is as good in fewer than one of a million
 * cases. The first keeps differences out that nobody minds; the second is so strict because it is asked again and again.
 */
public final class Judge {
    private static final double CHANCE = 1e-6;
    private static final double TIMES = 2;
    private static final double SLOW_SHARE = 0.05;
    private static final long MISMATCHES = 3;

    private final Tolerance tolerance;

    public Judge(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** Why the new version is worse by its errors, if it is. */
    public Optional<String> errors(Measurements.Sample next, Measurements.Sample running) {
        Proportion judged = next.failures();
        Proportion measure = running.failures();
        return worse(judged, measure)
                ? Optional.of("errors: " + judged + ", the running version " + measure)
                : Optional.empty();
    }

    /** Why the new version is worse by its latency, if it is. */
    public Optional<String> latency(Measurements.Sample next, Measurements.Sample running) {
        Duration limit = limit(running.p95());
        Proportion judged = next.slowerThan(limit);
        Proportion measure = running.slowerThan(limit);
        if (judged.rate() <= SLOW_SHARE || !worse(judged, measure)) {
            return Optional.empty();
        }
        return Optional.of(
                "slower than %d ms: %s, the running version %s".formatted(limit.toMillis(), judged, measure));
    }

    /**
     * Why the new version is worse by its answers, if it is. The running one's are right by definition and were asked for
     * twice, so one that differs is no matter of chance; a few may be a value that changed and changed back.
     */
    public Optional<String> mismatches(Proportion differing) {
        return differing.bad() >= MISMATCHES ? Optional.of("answers that differ: " + differing) : Optional.empty();
    }

    private Duration limit(Duration runningP95) {
        Duration limit = Duration.ofNanos((long) (runningP95.toNanos() * tolerance.slower()));
        return limit.compareTo(tolerance.floor()) < 0 ? tolerance.floor() : limit;
    }

    private static boolean worse(Proportion judged, Proportion measure) {
        return judged.rate() >= TIMES * measure.rate()
                && judged.bad() > 0
                && ExactTest.probability(judged, measure) < CHANCE;
    }
}
