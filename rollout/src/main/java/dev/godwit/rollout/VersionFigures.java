package dev.godwit.rollout;

import java.time.Duration;

/**
 * How the requests of one version went since counting began.
 *
 * @param answered how many were answered, errors included
 * @param failed how many of these were errors of the service
 * @param lost how many got no answer because the instance died or could not be reached
 * @param p50 of the latency of those answered, as are the others
 */
public record VersionFigures(long answered, long failed, long lost, Duration p50, Duration p95, Duration p99) {
    /** Nothing was asked yet. */
    public static final VersionFigures NONE = new VersionFigures(0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
