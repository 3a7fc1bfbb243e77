package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.server.internal.metrics.MigrationMetrics;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;

/** What is asked about the server itself. Thread-safe. */
final class ServerRoutes {
    private static final String DESCRIPTION = "openapi.yaml";

    private final Exchange exchange;
    private final Supplier<String> metrics;
    private final byte[] description = read();

    /** @param metrics the page that Prometheus reads */
    ServerRoutes(Exchange exchange, Supplier<String> metrics) {
        this.exchange = exchange;
        this.metrics = metrics;
    }

    void health(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Health("up"));
    }

    void description(ServerRequest request, ServerResponse response) {
        exchange.answer(response, Exchange.YAML, description);
    }

    void metrics(ServerRequest request, ServerResponse response) {
        byte[] page = metrics.get().getBytes(StandardCharsets.UTF_8);
        exchange.answer(response, MigrationMetrics.CONTENT_TYPE, page);
    }

    private static byte[] read() {
        try (InputStream input = Objects.requireNonNull(ServerRoutes.class.getResourceAsStream(DESCRIPTION))) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
