package dev.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.ProblemDetails;
import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A control plane with two servers, of which one refuses or breaks off. */
class SeveralServersTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final String PATH = "/api/v1/health";

    private final WireFormat format = WireFormat.strict();
    private FakeServer first;
    private FakeServer second;

    @BeforeEach
    void start() throws IOException {
        first = new FakeServer();
        second = new FakeServer();
    }

    @AfterEach
    void stop() {
        first.server.stop(0);
        second.server.stop(0);
    }

    @Test
    void the_one_that_answered_last_is_asked_first() {
        try (ControlPlaneConnection connection =
                ControlPlaneConnection.to(List.of(NOBODY, first.url(), second.url()))) {
            for (int time = 0; time < 3; time++) {
                assertThat(connection.get(PATH, Bodies.Health.class).status()).isEqualTo("up");
            }
            assertThat(first.asked).hasValue(3);
            first.refusal = Optional.of(ErrorCode.NOT_LEADING);
            assertThat(connection.get(PATH, Bodies.Health.class).status()).isEqualTo("up");
            assertThat(connection.get(PATH, Bodies.Health.class).status()).isEqualTo("up");
            assertThat(first.asked).hasValue(4);
            assertThat(second.asked).hasValue(2);
        }
    }

    @Test
    void what_one_refuses_for_a_reason_no_other_one_is_asked() {
        first.refusal = Optional.of(ErrorCode.FORBIDDEN_TRANSITION);
        try (ControlPlaneConnection connection = ControlPlaneConnection.to(List.of(first.url(), second.url()))) {
            refused(connection, ErrorCode.FORBIDDEN_TRANSITION);
            assertThat(second.asked).hasValue(0);
        }
    }

    @Test
    void a_command_that_may_have_been_carried_out_is_not_sent_again_but_one_that_was_not_is() {
        try (ControlPlaneConnection connection = ControlPlaneConnection.to(List.of(first.url(), second.url()))) {
            first.refusal = Optional.of(ErrorCode.NOT_LEADING);
            assertThat(connection.command(PATH, List.of(), Bodies.Health.class).status())
                    .isEqualTo("up");
        }
        try (ControlPlaneConnection connection = ControlPlaneConnection.to(List.of(first.url(), second.url()))) {
            first.refusal = Optional.empty();
            first.breaksOff = true;
            assertThat(connection.get(PATH, Bodies.Health.class).status()).isEqualTo("up");
        }
        int before = second.asked.get();
        try (ControlPlaneConnection connection = ControlPlaneConnection.to(List.of(first.url(), second.url()))) {
            refused(connection, ErrorCode.CONTROL_PLANE_UNREACHABLE);
            assertThat(second.asked).hasValue(before);
        }
    }

    @Test
    void when_no_server_answers_the_error_says_so() {
        try (ControlPlaneConnection connection = ControlPlaneConnection.to(List.of(NOBODY, NOBODY))) {
            refused(connection, ErrorCode.CONTROL_PLANE_UNREACHABLE);
        }
    }

    private static void refused(ControlPlaneConnection connection, ErrorCode code) {
        assertThatThrownBy(() -> connection.command(PATH, List.of(), Bodies.Health.class))
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    /** Says that it is up, unless it is told otherwise. */
    private final class FakeServer {
        private final HttpServer server;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile Optional<ErrorCode> refusal = Optional.empty();
        private volatile boolean breaksOff;

        FakeServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked.incrementAndGet();
                exchange.getRequestBody().readAllBytes();
                if (breaksOff) {
                    exchange.close();
                    return;
                }
                byte[] body = refusal.map(code -> format.write(ProblemDetails.of(new GodwitException(code, "no"), 503)))
                        .orElseGet(() -> format.write(new Bodies.Health("up")));
                String type = refusal.isPresent() ? ProblemDetails.MEDIA_TYPE : "application/json";
                exchange.getResponseHeaders().add("Content-Type", type);
                exchange.sendResponseHeaders(refusal.isPresent() ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }
    }
}
