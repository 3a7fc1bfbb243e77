package dev.godwit.notely.api;

import dev.godwit.core.TimeSource;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects routes, each measured under its documented path. Used by one thread. */
final class Routes {
    private final HttpRouting.Builder routing;
    private final RequestMeter meter;
    private final TimeSource time;
    private final Failures failures;
    private final Set<String> paths = new LinkedHashSet<>();

    Routes(HttpRouting.Builder routing, RequestMeter meter, TimeSource time, Failures failures) {
        this.routing = routing;
        this.meter = meter;
        this.time = time;
        this.failures = failures;
        failures.register(routing);
    }

    Routes add(Method method, String path, Handler handler) {
        paths.add(path);
        routing.route(method, path, (request, response) -> {
            long started = time.monotonicNanos();
            response.whenSent(() ->
                    meter.answered(method.text(), path, response.status().code(), time.monotonicNanos() - started));
            handler.handle(request, response);
        });
        return this;
    }

    /** The routing, where other methods of known paths and other paths are refused with a reason. */
    HttpRouting.Builder done() {
        paths.forEach(path -> routing.any(path, failures::methodNotAllowed));
        return routing.any(failures::notFound);
    }
}
