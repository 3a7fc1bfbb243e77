package dev.godwit.notely.load;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Notely of one class, which shares no code with the real one: what it answers is right unless its notes are not. */
public final class SmallNotely implements AutoCloseable {
    private final JsonMapper json = JsonMapper.builder().build();
    private final NotesInMemory notes;
    private final Postman postman;
    private final WebServer server;

    SmallNotely(NotesInMemory notes, Postman postman) {
        this(notes, postman, 0, routing -> {});
    }

    /** One with further routes. */
    public SmallNotely(NotesInMemory notes, Postman postman, int port, Consumer<HttpRouting.Builder> more) {
        this.notes = notes;
        this.postman = postman;
        HttpRouting.Builder routing = HttpRouting.builder();
        more.accept(routing);
        String place = "/accounts/{account}/notes";
        this.server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .shutdownHook(false)
                .routing(routing.post("/accounts", this::makeAccount)
                        .get(
                                "/accounts/{account}/count",
                                (request, response) -> answer(
                                        request,
                                        response,
                                        () -> given(200, Map.of("count", notes.count(account(request))))))
                        .get(
                                place,
                                (request, response) ->
                                        answer(request, response, () -> given(200, notes.list(account(request)))))
                        .post(place, this::create)
                        .get(
                                place + "/{note}",
                                (request, response) -> answer(
                                        request,
                                        response,
                                        () -> found(request, notes.read(account(request), note(request)))))
                        .put(place + "/{note}", this::update)
                        .delete(
                                place + "/{note}",
                                (request, response) -> answer(request, response, () -> {
                                    notes.delete(account(request), note(request));
                                    return new Reply(204, "");
                                })))
                .build()
                .start();
    }

    /** What was decided to answer. */
    public record Reply(int status, String body) {}

    /** Has the work done and brings the answer, perhaps late, perhaps another. */
    @FunctionalInterface
    public interface Postman {
        Reply deliver(String method, Supplier<Reply> work) throws InterruptedException;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private void makeAccount(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        answer(request, response, () -> {
            notes.makeAccount(UUID.fromString(body.path("id").stringValue()));
            return new Reply(201, body.toString());
        });
    }

    private void create(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        UUID note = UUID.fromString(body.path("id").stringValue());
        NotesInMemory.Kept kept = new NotesInMemory.Kept(
                time(body, "createdAt"),
                time(body, "updatedAt"),
                body.path("content").stringValue());
        answer(
                request,
                response,
                () -> notes.create(account(request), note, kept)
                        .map(stored -> given(201, fields(account(request), note, stored)))
                        .orElseGet(() -> given(409, Map.of("error", "there is another"))));
    }

    private void update(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        answer(
                request,
                response,
                () -> found(
                        request,
                        notes.update(
                                account(request),
                                note(request),
                                time(body, "updatedAt"),
                                body.path("content").stringValue())));
    }

    private Reply found(ServerRequest request, Optional<NotesInMemory.Kept> kept) {
        return kept.map(stored -> given(200, fields(account(request), note(request), stored)))
                .orElseGet(() -> given(404, Map.of("error", "no note")));
    }

    private void answer(ServerRequest request, ServerResponse response, Supplier<Reply> work) {
        Supplier<Reply> alone = () -> {
            synchronized (notes) {
                return work.get();
            }
        };
        try {
            Reply reply = postman.deliver(request.prologue().method().text(), alone);
            response.status(Status.create(reply.status()))
                    .header(HeaderNames.create("Notely-Proxy-Version"), "7")
                    .send(reply.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode body(ServerRequest request) {
        return json.readTree(request.content().as(String.class));
    }

    private Reply given(int status, Object body) {
        return new Reply(status, json.writeValueAsString(body));
    }

    private static Map<String, String> fields(UUID account, UUID note, NotesInMemory.Kept kept) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", note.toString());
        fields.put("creator", account.toString());
        fields.put("createdAt", kept.createdAt().toString());
        fields.put("updatedAt", kept.updatedAt().toString());
        fields.put("content", kept.content());
        return fields;
    }

    private static Instant time(JsonNode body, String field) {
        return Instant.parse(body.path(field).stringValue());
    }

    private static UUID account(ServerRequest request) {
        return UUID.fromString(request.path().pathParameters().get("account"));
    }

    private static UUID note(ServerRequest request) {
        return UUID.fromString(request.path().pathParameters().get("note"));
    }
}
