package dev.godwit.notely.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Notely's REST API as a client sees it. Thread-safe. */
final class NotelyClient implements AutoCloseable {
    private static final String VERSION_HEADER = "Notely-Proxy-Version";
    private static final int SERVER_ERROR = 500;

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final TimeSource time;
    private final String server;
    private final Duration deadline;

    NotelyClient(TimeSource time, URI server, Duration deadline) {
        this.time = time;
        this.server = server.toString().replaceAll("/+$", "");
        this.deadline = deadline;
    }

    Answer createAccount(UUID account, String name, String cohort) throws InterruptedException {
        return call("POST", "/accounts", new AccountText(account.toString(), name, cohort));
    }

    Answer list(UUID account) throws InterruptedException {
        return call("GET", notes(account), null);
    }

    Answer read(UUID account, UUID note) throws InterruptedException {
        return call("GET", note(account, note), null);
    }

    Answer create(UUID account, UUID note, NoteState state) throws InterruptedException {
        return call(
                "POST",
                notes(account),
                new NoteText(
                        note.toString(),
                        account.toString(),
                        state.createdAt().toString(),
                        state.updatedAt().toString(),
                        state.content()));
    }

    /** An update says what changes, and no more: a service that forgets the rest is found out. */
    Answer update(UUID account, UUID note, NoteState state) throws InterruptedException {
        return call(
                "PUT",
                note(account, note),
                new NoteText(null, null, null, state.updatedAt().toString(), state.content()));
    }

    Answer delete(UUID account, UUID note) throws InterruptedException {
        return call("DELETE", note(account, note), null);
    }

    /** How many notes an account has. */
    Answer count(UUID account) throws InterruptedException {
        return call("GET", "/accounts/" + account + "/count", null);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String notes(UUID account) {
        return "/accounts/" + account + "/notes";
    }

    private static String note(UUID account, UUID note) {
        return notes(account) + "/" + note;
    }

    private Answer call(String method, String path, @Nullable Object body) throws InterruptedException {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(deadline)
                .header("User-Agent", "LoadGenerator")
                .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        long start = time.monotonicNanos();
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            return answer(response.get(deadline.toNanos(), TimeUnit.NANOSECONDS), time.monotonicNanos() - start);
        } catch (ExecutionException e) {
            return missing(e.getCause() == null ? e : e.getCause(), time.monotonicNanos() - start);
        } catch (TimeoutException e) {
            response.cancel(true);
            return missing(new HttpTimeoutException("no answer within " + deadline), time.monotonicNanos() - start);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw e;
        }
    }

    private static Answer answer(HttpResponse<String> response, long nanos) {
        if (response.statusCode() >= SERVER_ERROR) {
            return new Answer.Missing("HTTP " + response.statusCode(), response.body(), nanos);
        }
        String version = response.headers().firstValue(VERSION_HEADER).orElse(Answer.Given.UNKNOWN_VERSION);
        return new Answer.Given(response.statusCode(), response.body(), version, nanos);
    }

    private static Answer missing(Throwable failure, long nanos) {
        String kind = failure instanceof HttpTimeoutException
                ? "timeout"
                : failure instanceof ConnectException
                        ? "no connection"
                        : failure instanceof IOException ? "connection lost" : "fault of the client";
        return new Answer.Missing(kind, String.valueOf(failure), nanos);
    }

    private record AccountText(String id, String name, String cohort) {}

    private record NoteText(
            @Nullable String id,
            @Nullable String creator,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            String content) {}
}
