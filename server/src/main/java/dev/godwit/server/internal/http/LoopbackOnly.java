package dev.godwit.server.internal.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;

/** Refuses requests that were sent to another name: a web page that resolves its own name to loopback. */
final class LoopbackOnly implements Filter {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String authority = request.authority();
        int port = authority.lastIndexOf(':');
        String name = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        if (!NAMES.contains(name)) {
            throw new Rejected(
                    Status.FORBIDDEN_403, "this control plane answers on loopback only, not as '" + name + "'");
        }
        chain.proceed();
    }
}
