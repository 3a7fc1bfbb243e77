package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Paths;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** Tells people with browsers from programs. Stateless. */
public final class Browsers {
    /** Of the page's script, which puts the answer into the page. */
    public static final HeaderName BY_SCRIPT = HeaderNames.create("HX-Request");

    private Browsers() {}

    /** Whether the answer is to be read by a person: a page, a part of one, or a document. */
    static boolean ask(ServerRequest request) {
        String path = request.path().path();
        boolean api = path.startsWith(Paths.ROOT) && !path.contains(Paths.DOCUMENTS + "/");
        return !api && (request.headers().contains(BY_SCRIPT) || takesPages(request));
    }

    /** Whether a person can be led to another page. */
    static boolean takesPages(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(types -> types.contains("text/html"))
                .isPresent();
    }
}
