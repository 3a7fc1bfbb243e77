package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Permission;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
                    try {
                        enter(request, permission).require(permission);
                    } catch (GodwitException e) {
                        if (e.code() == ErrorCode.TOKEN_MISSING && canBeAsked(request)) {
                            askForToken(request, response);
                            return;
                        }
                        throw e;
                    }
                    route.handler().handle(request, response);
                })
                .orElse(route.handler());
    }

    /** A person with a browser; scripts and the parts of a page get the refusal. */
    private static boolean canBeAsked(ServerRequest request) {
        return request.prologue().method().equals(Method.GET) && Browsers.ask(request) && Browsers.takesPages(request);
    }

    private static void askForToken(ServerRequest request, ServerResponse response) {
        String here = URLEncoder.encode(request.path().path(), StandardCharsets.UTF_8);
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, Sessions.LOGIN + "?to=" + here)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send();
    }

    /** Finds out who it is, once for each request. */
    private Identity enter(ServerRequest request, Permission permission) {
        Identity identity;
        try {
            Optional<String> token = token(request);
            identity = permission == Permission.SEE ? access.identifyViewer(token) : access.identify(token);
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
