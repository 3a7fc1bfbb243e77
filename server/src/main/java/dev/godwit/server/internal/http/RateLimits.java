package dev.godwit.server.internal.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.failsafe.RateLimiter;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.time.Duration;

/**
 * How much one client may ask: enough for every page and script, too little to keep the server from its work or to guess
 * at tokens. Thread-safe.
 */
final class RateLimits {
    private static final int REQUESTS_A_SECOND = 500;
    private static final int FAILURES_A_MINUTE = 60;
    private static final int CLIENTS_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Cache<String, RateLimiter<Object>> requests = remembering();
    private final Cache<String, RateLimiter<Object>> failures = remembering();

    /** @throws GodwitException with {@link ErrorCode#TOO_MANY_REQUESTS} when this client asks too often */
    void requireFew(String client) {
        RateLimiter<Object> limiter = requests.get(
                client,
                name -> RateLimiter.burstyBuilder(REQUESTS_A_SECOND, Duration.ofSeconds(1))
                        .build());
        if (!limiter.tryAcquirePermit()) {
            throw new GodwitException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "'" + client + "' has asked more than " + REQUESTS_A_SECOND + " times in a second");
        }
    }

    /**
     * A request came without a valid token.
     *
     * @throws GodwitException with {@link ErrorCode#TOO_MANY_REQUESTS} when that happens too often from one address
     */
    void failed(String address) {
        RateLimiter<Object> limiter = failures.get(
                address,
                name -> RateLimiter.burstyBuilder(FAILURES_A_MINUTE, Duration.ofMinutes(1))
                        .build());
        if (!limiter.tryAcquirePermit()) {
            throw new GodwitException(
                    ErrorCode.TOO_MANY_REQUESTS, "too many requests without a valid token came from " + address);
        }
    }

    private static Cache<String, RateLimiter<Object>> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(CLIENTS_REMEMBERED)
                .expireAfterAccess(REMEMBERED)
                .build();
    }
}
