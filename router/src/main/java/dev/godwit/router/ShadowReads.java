package dev.godwit.router;

import java.time.Duration;

/**
 * Whether named reads of units that are ready to move are asked of the mirror too, later and on a thread of the router, to
 * compare the answers. Immutable.
 *
 * @param share of the named reads of such units, from 0 (none) to 1 (all)
 * @param waiting how many may wait for their comparison; more are dropped
 * @param patience how long an answer of the mirror may be another one before that counts as a difference, while the
 *     home's answer stays the same: the mirror is a moment behind
 * @param showValues whether the log of a difference shows both answers, which may be personal data
 */
public record ShadowReads(double share, int waiting, Duration patience, boolean showValues) {
    /** Nothing is compared. */
    public static final ShadowReads OFF = new ShadowReads(0, 100, Duration.ofSeconds(5), false);

    public ShadowReads {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is from 0 to 1, not " + share);
        }
        if (waiting < 1) {
            throw new IllegalArgumentException("waiting must be positive: " + waiting);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    /** Compares this share of the named reads; values stay out of the log. */
    public static ShadowReads of(double share) {
        return new ShadowReads(share, OFF.waiting, OFF.patience, false);
    }

    /** Shows both answers in the log of a difference. */
    public ShadowReads showingValues() {
        return new ShadowReads(share, waiting, patience, true);
    }
}
