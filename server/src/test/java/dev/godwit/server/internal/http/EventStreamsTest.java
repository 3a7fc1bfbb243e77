package dev.godwit.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.server.internal.page.Page;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
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
            try (Client third = new Client("/small")) {
                assertThat(third.line()).isEqualTo("HTTP/1.1 429 Too Many Requests");
                assertThat(third.rest())
                        .contains("retry-after: 1\n", "TOO_MANY_REQUESTS", "2 streams of events are open");
            }
        }
        await().untilAsserted(() -> {
            try (Client next = new Client("/small")) {
                next.hears(1);
            }
        });
    }

    private HttpRouting.Builder routing() {
        HttpRouting.Builder routing = HttpRouting.builder();
        new Problems(new Exchange(), Page.create()).register(routing);
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

        String line() throws IOException {
            String line = lines.readLine();
            assertThat(line).isNotNull();
            return line;
        }

        /** The rest of an answer whose length is known: its headers and its body. */
        String rest() throws IOException {
            StringBuilder rest = new StringBuilder();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                rest.append(header.toLowerCase(Locale.ROOT)).append('\n');
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            for (int read = 0; read < length; read++) {
                rest.append((char) lines.read());
            }
            return rest.toString();
        }

        void hears(int events) throws IOException {
            int heard = 0;
            while (heard < events) {
                heard += line().startsWith("data:") ? 1 : 0;
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
