package dev.godwit.notely.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What whoever leads a migration asks of Notely, over HTTP. Thread-safe. */
final class NotelyApi implements AutoCloseable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    NotelyApi(URI url) {
        this.url = url;
    }

    /** An answer. */
    record Reply(int status, String body) {
        boolean ok() {
            return status == OK;
        }
    }

    boolean healthy() throws InterruptedException {
        return get("/healthz").ok();
    }

    /** Starts the next version of the data proxy and returns when it is Ready. */
    Reply deploy(Map<String, String> wishes) throws InterruptedException {
        return send("POST", "/deploy", wishes);
    }

    /** Tells an account to migrate. */
    Reply flags(UUID account, Map<String, Object> flags) throws InterruptedException {
        return send("PUT", "/accounts/" + account, flags);
    }

    /** How many notes there are in all, if Notely can tell now. */
    OptionalLong total() throws InterruptedException {
        Reply reply = get("/count");
        if (reply.ok()) {
            try {
                JsonNode count = json.readTree(reply.body()).path("count");
                return count.isIntegralNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
            } catch (JacksonException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** How many notes are in a store, as its metrics say; absent when they do not. */
    OptionalLong notesIn(String store) throws InterruptedException {
        String metric = "notely_notes{shard=\"" + store + "\"} ";
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(metric.length()))))
                .findFirst();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Reply get(String path) throws InterruptedException {
        return exchange(request(path).GET());
    }

    private Reply send(String method, String path, Object body) throws InterruptedException {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_TIMEOUT);
    }

    private Reply exchange(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Reply(0, String.valueOf(e));
        }
    }
}
