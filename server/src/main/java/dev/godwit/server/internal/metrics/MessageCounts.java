package dev.godwit.server.internal.metrics;

/**
 * What became of messages to webhooks.
 *
 * @param failed those that were given up after all attempts, or that the receiver did not want
 * @param dropped those that came while too many waited
 */
public record MessageCounts(long sent, long failed, long dropped, long waiting) {
    public static final MessageCounts NONE = new MessageCounts(0, 0, 0, 0);

    /** Both together. */
    public MessageCounts plus(MessageCounts other) {
        return new MessageCounts(
                sent + other.sent, failed + other.failed, dropped + other.dropped, waiting + other.waiting);
    }
}
