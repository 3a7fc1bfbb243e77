package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationName;
import dev.godwit.server.access.Steering;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** Plans that somebody sends, and what became of them. Thread-safe. */
final class PlanRoutes {
    private final Steering steering;
    private final Exchange exchange;

    PlanRoutes(Steering steering, Exchange exchange) {
        this.steering = steering;
        this.exchange = exchange;
    }

    void inspect(ServerRequest request, ServerResponse response) {
        exchange.answer(response, steering.plans().inspect(exchange.yaml(request)));
    }

    void start(ServerRequest request, ServerResponse response) {
        MigrationName started =
                steering.start(Guard.identity(request), exchange.yaml(request), Exchange.idempotencyKey(request));
        response.status(Status.CREATED_201).header(HeaderNames.LOCATION, Paths.migration(started.value()));
        exchange.answer(response, new Bodies.Started(started));
    }

    void text(ServerRequest request, ServerResponse response) {
        String yaml = steering.plans().text(Exchange.migration(request));
        exchange.answer(response, Exchange.YAML, yaml.getBytes(StandardCharsets.UTF_8));
    }

    void runbook(ServerRequest request, ServerResponse response) {
        exchange.answer(response, steering.plans().runbook(Exchange.migration(request)));
    }
}
