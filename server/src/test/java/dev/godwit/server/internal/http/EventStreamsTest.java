package dev.godwit.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of all kinds on real sockets: those who read, those who stop to, and too many. */
@Timeout(60)
class EventStreamsTest {
    private static final String LARGE = "x".repeat(256 * 1024);

    private final SystemTime time = new SystemTime();
    private final LongPolls polls = new LongPolls();
    private final EventStreams streams = EventStreams.watched(polls, time, 2, Duration.ofMillis(500));
    private final AtomicInteger sending = new AtomicInteger();
    private final WebServer server = WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing())
            .build()
            .start();

    @AfterEach
    void stop() {
        polls.stop();
        server.stop();
    }

    @Test
    void who_stops_to_read_is_let_go_and_nobody_else_waits_for_that() throws IOException {
        try (Client stuck = new Client("/large");
                Client reading = new Client("/small")) {
            await().until(() -> sending.get() == 2);
            reading.hears(100);

            await().atMost(Duration.ofSeconds(20)).until(() -> sending.get() == 1);
            reading.hears(100);
            assertThat(stuck.endsBeforeBytes(64L * 1024 * 1024)).isTrue();
        }
    }

    @Test
    void one_more_than_are_served_is_told_so_until_another_one_leaves() throws Exception {
        try (Client first = new Client("/small");
                Client second = new Client("/small")) {
            first.hears(1);
            second.hears(1);
            HttpResponse<String> third = ask("/small");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(third.body()).contains("TOO_MANY_REQUESTS", "2 streams of events are open");
        }
        await().untilAsserted(() -> {
            try (Client next = new Client("/small")) {
                next.hears(1);
            }
        });
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.port() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        }
    }

    private HttpRouting.Builder routing() {
        HttpRouting.Builder routing = HttpRouting.builder();
        new Problems(new Exchange()).register(routing);
        return routing.get("/large", (request, response) -> streams.serve(response, stream -> send(stream, LARGE)))
                .get("/small", (request, response) -> streams.serve(response, stream -> send(stream, "news")));
    }

    private void send(EventStream stream, String text) throws InterruptedException {
        sending.incrementAndGet();
        try {
            while (true) {
                stream.emit(SseEvent.create(text));
                time.sleep(Duration.ofMillis(2));
            }
        } finally {
            sending.decrementAndGet();
        }
    }

    /** One request, of whose answer only so much is read as the test wants. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final BufferedReader lines;

        Client(String path) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(20_000);
            in = socket.getInputStream();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        void hears(int events) throws IOException {
            int heard = 0;
            while (heard < events) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                heard += line.startsWith("data:") ? 1 : 0;
            }
        }

        /** Whether what was on its way is all that comes. */
        boolean endsBeforeBytes(long most) {
            try {
                return in.skip(most) < most;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
