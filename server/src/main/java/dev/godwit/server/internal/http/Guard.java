package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Identity;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;

/** Lets those do something who may. Thread-safe. */
final class Guard {
    private static final String BEARER = "bearer ";

    private final Access access;
    private final RateLimits limits;

    Guard(Access access, RateLimits limits) {
        this.access = access;
        this.limits = limits;
    }

    /** The handler of a route, for those who may. */
    Handler guarded(Route route) {
        return route.permission()
                .<Handler>map(permission -> (request, response) -> {
                    enter(request).require(permission);
                    route.handler().handle(request, response);
                })
                .orElse(route.handler());
    }

    /** Finds out who it is, once for each request. */
    private Identity enter(ServerRequest request) {
        Identity identity;
        try {
            identity = access.identify(token(request));
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.TOKEN_MISSING) {
                limits.failed(request.remotePeer().host());
            }
            throw e;
        }
        limits.requireFew(identity.name());
        request.context().register(identity);
        return identity;
    }

    /** Who it is that {@link #guarded} has let in. */
    static Identity identity(ServerRequest request) {
        return request.context().get(Identity.class).orElseThrow();
    }

    private static Optional<String> token(ServerRequest request) {
        Optional<String> header = request.headers().first(HeaderNames.AUTHORIZATION);
        if (header.isPresent()) {
            String text = header.get();
            boolean bearer = text.toLowerCase(Locale.ROOT).startsWith(BEARER);
            return Optional.of(bearer ? text.substring(BEARER.length()).strip() : text);
        }
        return Sessions.token(request);
    }
}
