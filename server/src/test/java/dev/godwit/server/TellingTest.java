package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.server.internal.metrics.Family;
import dev.godwit.server.internal.notice.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server tells Prometheus and a webhook what happens. */
class TellingTest {
    /** There is nothing to forecast before anything moves, and no application that measures. */
    private static final List<Family> NOT_YET =
            List.of(Family.FORECAST, Family.FORECAST_EARLIEST, Family.FORECAST_LATEST, Family.APPLICATION_LATENCY);

    @TempDir
    Path folder;

    @Test
    void prometheus_and_a_webhook_learn_of_an_alarm_and_of_a_wanted_approval() throws Exception {
        SmallMove small = new SmallMove(folder);
        small.fill();
        try (Receiver receiver = new Receiver();
                GodwitServer server = GodwitServer.start(
                        small.plan(),
                        ServerSettings.in(folder).withWebhooks(List.of(new Secret(receiver.url(), "env:SLACK"))));
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create(server.url() + "/metrics");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(get(client, metrics).body())
                            .contains("kind=\"deadline_passed\",migration=\"notes-move\"} 1.0")
                            .contains("godwit_approvals_wanted{keyspace=\"notes\",migration=\"notes-move\"} 1.0")
                            .contains("godwit_leader 1.0"));
            HttpResponse<String> page = get(client, metrics);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(Arrays.stream(Family.values()).filter(family -> !NOT_YET.contains(family)))
                    .allSatisfy(family -> assertThat(page.body()).contains("# TYPE " + family.metric() + " "));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(receiver.bodies())
                            .anyMatch(body -> body.contains("DEADLINE_PASSED"))
                            .anyMatch(body -> body.contains("APPROVAL_WANTED")));
        }
    }

    @Test
    void an_address_that_is_none_keeps_the_server_from_starting() {
        assertThatThrownBy(() -> GodwitServer.open(
                        ServerSettings.in(folder).withWebhooks(List.of(new Secret("nowhere", "env:SLACK")))))
                .isInstanceOf(GodwitException.class)
                .hasMessage("webhook env:SLACK: must be a URL with http or https");
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
