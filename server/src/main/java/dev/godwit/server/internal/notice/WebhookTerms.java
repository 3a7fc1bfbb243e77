package dev.godwit.server.internal.notice;

import java.time.Duration;

/**
 * How patient a webhook is.
 *
 * @param timeout of one attempt
 * @param firstPause before the second attempt; the next are twice as long, each with a random part
 * @param longestPause between two attempts
 * @param patience after which a message is given up
 * @param waiting how many messages may wait; more are dropped
 */
public record WebhookTerms(
        Duration timeout, Duration firstPause, Duration longestPause, Duration patience, int waiting) {
    public static final WebhookTerms DEFAULT = new WebhookTerms(
            Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(30), 256);
}
