package dev.godwit.rollout;

import java.time.Duration;

/**
 * How much time a release takes over its parts.
 *
 * @param overlap how long both versions are there: how long half of the requests go to each (rolling), each share is
 *     observed (weighted), requests are mirrored (shadow), the old version stands by (blue/green, shadow)
 * @param inFlight how long the old version's last requests may take before it is stopped nevertheless
 * @param patience how long an instance may take over its end before it is killed
 */
public record ReleaseSettings(Duration overlap, Duration inFlight, Duration patience, Tolerance tolerance) {
    /** Observe for 30 s, wait 10 s for requests in flight, kill after 5 s. */
    public static final ReleaseSettings DEFAULT = new ReleaseSettings(
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5), Tolerance.DEFAULT);

    public ReleaseSettings withOverlap(Duration other) {
        return new ReleaseSettings(other, inFlight, patience, tolerance);
    }

    public ReleaseSettings withTolerance(Tolerance other) {
        return new ReleaseSettings(overlap, inFlight, patience, other);
    }
}
