package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.server.internal.http.Leader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stands by, asked as if it led. */
@Timeout(30)
class ToLeaderTest {
    private static final MigrationName NOTES = new MigrationName("notes");

    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Leader leader = new Leader.Unknown();
    private final TestServer standby = TestServer.standingBy(() -> leader);

    @AfterEach
    void stop() {
        http.shutdownNow();
        standby.close();
    }

    @Test
    void the_leader_answers_for_it() {
        FakeMigrationControl control = new FakeMigrationControl();
        try (TestServer leading = TestServer.of(
                        new FakeControlPlane(), Overviews.of(Map.of(NOTES, control)), new FakePlanDesk());
                ControlPlaneConnection connection = ControlPlaneConnection.to(standby.url())) {
            leader = new Leader.Elsewhere(leading.url());
            HttpMigrationControl operator = new HttpMigrationControl(connection, Optional.of(NOTES));
            assertThat(operator.status()).isEqualTo(control.status());
            Command pause = new Command(CommandKind.PAUSE, Scope.MIGRATION, "täglich / nightly", "somebody");
            assertThat(operator.command(pause)).isEqualTo(control.command(pause));
            refused(
                    ErrorCode.MIGRATION_NOT_FOUND,
                    new HttpMigrationControl(connection, Optional.of(new MigrationName("other")))::status);
        }
    }

    @Test
    void headers_and_bodies_pass_both_ways_and_what_trickles_comes_as_it_trickles() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        HttpServer leading = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        leading.createContext("/", exchange -> {
            List<String> seen =
                    List.of("Authorization", "Idempotency-Key", "Last-Event-Id", "Cookie", "Godwit-Passed-On");
            exchange.getResponseHeaders()
                    .add(
                            "Seen",
                            String.join(
                                    "|",
                                    seen.stream()
                                            .map(name -> String.valueOf(
                                                    exchange.getRequestHeaders().getFirst(name)))
                                            .toList()));
            exchange.getResponseHeaders().add("Set-Cookie", "one=1");
            exchange.getResponseHeaders().add("Set-Cookie", "two=2");
            byte[] asked = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(202, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                out.flush();
                await(first);
                out.write(asked);
            }
        });
        leading.start();
        leader = new Leader.Elsewhere(
                URI.create("http://127.0.0.1:" + leading.getAddress().getPort()));
        try {
            String path = "/api/v1/migrations/a%2Fb%20c/events?after=3&text=%C3%BC";
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(standby.url().resolve(path))
                            .header("Authorization", "Bearer secret")
                            .header("Idempotency-Key", "key")
                            .header("Last-Event-ID", "7")
                            .header("Cookie", "session=x")
                            .POST(BodyPublishers.ofString("the body"))
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("one=1", "two=2");
            assertThat(answer.headers().firstValue("Seen")).contains("Bearer secret|key|7|session=x|1");
            try (InputStream body = answer.body()) {
                byte[] begun = body.readNBytes(path.length() + 1);
                assertThat(new String(begun, StandardCharsets.UTF_8)).isEqualTo(path + "\n");
                first.countDown();
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("the body");
            }
        } finally {
            leading.stop(0);
        }
    }

    @Test
    void two_servers_that_take_each_other_for_the_leader_do_not_pass_requests_round() {
        try (TestServer other = TestServer.standingBy(() -> new Leader.Elsewhere(standby.url()));
                ControlPlaneConnection connection = ControlPlaneConnection.to(standby.url())) {
            leader = new Leader.Elsewhere(other.url());
            refused(ErrorCode.NOT_LEADING, new HttpMigrationControl(connection, Optional.of(NOTES))::status);
        }
    }

    @Test
    void while_nobody_leads_it_says_so_and_that_it_lives() throws Exception {
        HttpResponse<String> refusal = get("/api/v1/migrations");
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.body()).contains("NOT_LEADING").contains("repeat it in a second");
        assertThat(get("/api/v1/health").statusCode()).isEqualTo(200);
    }

    @Test
    void a_leader_that_has_just_died_is_not_waited_for() throws Exception {
        leader = new Leader.Elsewhere(URI.create("http://127.0.0.1:1"));
        HttpResponse<String> refusal = get("/api/v1/migrations");
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.body()).contains("NOT_LEADING");
    }

    @Test
    void a_leader_that_stands_still_is_waited_for_only_while_it_leads() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HttpServer still = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        still.createContext("/", exchange -> {
            leader = new Leader.Unknown();
            await(never);
        });
        still.start();
        leader = new Leader.Elsewhere(
                URI.create("http://127.0.0.1:" + still.getAddress().getPort()));
        try {
            assertThat(get("/api/v1/migrations").body()).contains("NOT_LEADING");
        } finally {
            never.countDown();
            still.stop(0);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(standby.url().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
