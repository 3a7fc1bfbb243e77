package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Follows the events of a migration as a browser does, with a client that knows nothing of the server. */
@Timeout(60)
class EventsTest {
    private final GrowingJournal journal = new GrowingJournal();
    private final TestServer server = TestServer.of(
            new FakeControlPlane(), Overviews.of(Map.of(new MigrationName("notes"), journal)), new FakePlanDesk());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void who_comes_first_hears_the_status_and_then_what_happens() throws Exception {
        journal.add(3);
        try (Stream stream = follow("")) {
            assertThat(stream.next("status").data()).contains("\"migration\":\"notes-to-postgres\"");
            journal.add(2);

            assertThat(List.of(
                            stream.next("journal").id(), stream.next("journal").id()))
                    .containsExactly("4", "5");
        }
    }

    @Test
    void who_comes_back_hears_everything_that_was_missed_once_and_in_order() throws Exception {
        journal.add(6_000);
        try (Stream stream = follow("2")) {
            List<String> heard = new ArrayList<>();
            while (heard.size() < 5_998) {
                heard.add(stream.next("journal").id());
            }
            assertThat(heard)
                    .isEqualTo(LongStream.rangeClosed(3, 6_000)
                            .mapToObj(Long::toString)
                            .toList());
        }
    }

    @Test
    void many_who_follow_cost_the_control_store_as_much_as_one() throws Exception {
        List<Stream> streams = new ArrayList<>();
        for (int follower = 0; follower < 20; follower++) {
            streams.add(follow("0"));
        }
        for (Stream stream : streams) {
            stream.next("status");
        }
        int before = journal.readings();
        for (int second = 0; second < 3; second++) {
            for (Stream stream : streams) {
                stream.next("status");
            }
        }
        // Three seconds, five readings a second.
        assertThat(journal.readings() - before).isLessThan(30);
        for (Stream stream : streams) {
            stream.close();
        }
    }

    @Test
    void a_server_that_stops_lets_go_of_those_who_follow() throws Exception {
        try (Stream stream = follow("")) {
            stream.next("status");
            server.close();

            assertThat(stream.ends()).isTrue();
        }
    }

    private Stream follow(String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/api/v1/migrations/notes/events"));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<java.io.InputStream> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return new Stream(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    private record Event(String name, String id, String data) {}

    /** Reads events as the standard says: lines of fields, an empty line after each event. */
    private record Stream(BufferedReader lines) implements AutoCloseable {
        Event next(String name) throws IOException {
            Event event = next();
            while (!event.name().equals(name)) {
                event = next();
            }
            return event;
        }

        private Event next() throws IOException {
            Event event = new Event("message", "", "");
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                event = switch (line.substring(0, line.indexOf(':'))) {
                    case "event" -> new Event(value, event.id(), event.data());
                    case "id" -> new Event(event.name(), value, event.data());
                    case "data" -> new Event(event.name(), event.id(), event.data() + value);
                    default -> event;
                };
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("the stream has ended");
            }
            return event;
        }

        boolean ends() {
            try {
                while (true) {
                    next();
                }
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** A migration in which something happens when the test says so. */
    private static final class GrowingJournal extends FakeMigrationControl {
        private final List<JournalEntry> entries = new ArrayList<>();
        private int readings;

        synchronized void add(int count) {
            for (int added = 0; added < count; added++) {
                entries.add(new JournalEntry(entries.size() + 1L, "2026-11-22T12:00:00Z", "unit a", "moved"));
            }
        }

        synchronized int readings() {
            return readings;
        }

        @Override
        public synchronized List<JournalEntry> journal(int limit) {
            return entries.subList(Math.max(0, entries.size() - limit), entries.size());
        }

        @Override
        public synchronized List<JournalEntry> journalAfter(long number, int limit) {
            readings++;
            return entries.stream()
                    .filter(entry -> entry.number() > number)
                    .limit(limit)
                    .toList();
        }
    }
}
