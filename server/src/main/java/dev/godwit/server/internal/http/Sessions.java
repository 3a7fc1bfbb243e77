package dev.godwit.server.internal.http;

import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * The token of somebody with a browser, in a cookie that no script can read and that is sent to this server's own pages
 * only. Any server takes it, and a token that is revoked ends it. Stateless and thread-safe.
 */
final class Sessions {
    private static final String COOKIE = "godwit_token";

    private Sessions() {}

    static Optional<String> token(ServerRequest request) {
        return request.headers().cookies().first(COOKIE).asOptional();
    }

    static void begin(ServerRequest request, ServerResponse response, String token) {
        response.headers().addCookie(cookie(request, token).build());
    }

    static void end(ServerRequest request, ServerResponse response) {
        response.headers()
                .addCookie(cookie(request, "").maxAge(java.time.Duration.ZERO).build());
    }

    private static SetCookie.Builder cookie(ServerRequest request, String value) {
        return SetCookie.builder(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(SetCookie.SameSite.STRICT);
    }
}
