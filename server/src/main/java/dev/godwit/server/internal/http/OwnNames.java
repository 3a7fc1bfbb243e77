package dev.godwit.server.internal.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.HashSet;
import java.util.Set;

/** Refuses requests that were sent to another name: a web page that resolves its own name to this server. */
final class OwnNames implements Filter {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> names;

    /** @param certified under which it may be addressed besides those of loopback */
    OwnNames(Set<String> certified) {
        Set<String> all = new HashSet<>(LOOPBACK);
        all.addAll(certified);
        this.names = Set.copyOf(all);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String authority = request.authority();
        int port = authority.lastIndexOf(':');
        String name = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        if (!names.contains(name)) {
            throw new Rejected(Status.FORBIDDEN_403, "this control plane is not called '" + name + "'");
        }
        chain.proceed();
    }
}
