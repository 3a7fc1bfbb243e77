package dev.godwit.server.internal.http;

import dev.godwit.core.GodwitException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Shows people what programs get as problem details. */
@FunctionalInterface
public interface ProblemPage {
    void show(ServerRequest request, ServerResponse response, GodwitException failure, Status status);
}
