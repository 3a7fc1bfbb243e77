package dev.godwit.notely.load;

import java.time.Instant;
import java.util.UUID;

/**
 * An answer that contradicts what its user remembers.
 *
 * @param expected what would have been right, for people; {@code got} likewise
 * @param proxyVersion of the proxy that answered, {@code ?} when the answer did not tell
 * @param nanos how long the answer took
 */
public record Miss(
        Instant at,
        UUID account,
        UUID note,
        Operation operation,
        String expected,
        String got,
        String proxyVersion,
        long nanos) {
    /** One line for people. */
    public String text() {
        return operation.text() + " by account " + account + " of note " + note + ": expected " + expected + ", got "
                + got + " (proxy version " + proxyVersion + ")";
    }
}
