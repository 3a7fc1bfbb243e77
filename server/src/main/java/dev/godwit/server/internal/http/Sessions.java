package dev.godwit.server.internal.http;

import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * The token of somebody with a browser, in a cookie that no script can read and that is sent to this server's own pages
 * only. Any server takes it, and a token that is revoked ends it. Stateless and thread-safe.
 */
public final class Sessions {
    /** The page that asks for a token. */
    public static final String LOGIN = "/login";

    private static final String COOKIE = "godwit_token";

    private Sessions() {}

    static Optional<String> token(ServerRequest request) {
        return request.headers().cookies().first(COOKIE).asOptional();
    }

    /** The browser sends the token along from now on. */
    public static void begin(ServerRequest request, ServerResponse response, String token) {
        response.headers().addCookie(cookie(request, token).build());
    }

    /** The browser forgets the token. */
    public static void end(ServerRequest request, ServerResponse response) {
        response.headers().addCookie(cookie(request, "").expires(Instant.EPOCH).build());
    }

    private static SetCookie.Builder cookie(ServerRequest request, String value) {
        return SetCookie.builder(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(SetCookie.SameSite.STRICT);
    }
}
