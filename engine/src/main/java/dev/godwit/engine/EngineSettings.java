package dev.godwit.engine;

import dev.godwit.core.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * What differs between two servers that run the same plan.
 *
 * @param server unique among servers; it takes the lead under this name
 * @param controlStoreUrl {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...}
 * @param movers how many units are worked on at once, 1 to 64
 * @param chunkLatencyLimit the longest that writing one chunk should take before the mover holds back
 */
public record EngineSettings(
        String server,
        String controlStoreUrl,
        Optional<String> controlStoreUser,
        Optional<Secret> controlStorePassword,
        int movers,
        Duration chunkLatencyLimit) {

    public static EngineSettings of(String server, String controlStoreUrl) {
        return new EngineSettings(
                server, controlStoreUrl, Optional.empty(), Optional.empty(), 4, Duration.ofMillis(400));
    }
}
