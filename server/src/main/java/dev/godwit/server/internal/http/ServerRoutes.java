package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What is asked about the server itself. Thread-safe. */
final class ServerRoutes {
    private static final String DESCRIPTION = "openapi.yaml";

    private final Exchange exchange;
    private final byte[] description = read();

    ServerRoutes(Exchange exchange) {
        this.exchange = exchange;
    }

    void health(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Health("up"));
    }

    void description(ServerRequest request, ServerResponse response) {
        exchange.answer(response, Exchange.YAML, description);
    }

    private static byte[] read() {
        try (InputStream input = Objects.requireNonNull(ServerRoutes.class.getResourceAsStream(DESCRIPTION))) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
