package dev.godwit.engine.internal.lease;

import java.time.Duration;

/**
 * How leases work.
 *
 * @param length from before the router asked, by its clock; from after the answer, by ours
 * @param renewEvery how long an answer may wait for news
 */
public record LeaseTerms(Duration length, Duration renewEvery) {
    public static final LeaseTerms DEFAULT = new LeaseTerms(Duration.ofSeconds(1), Duration.ofMillis(300));
}
