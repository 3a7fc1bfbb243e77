package dev.godwit.notely.compare;

import dev.godwit.notely.load.NotesInMemory;
import dev.godwit.notely.load.SmallNotely;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * A process that answers as Notely does. With {@code godwit} all goes well; with {@code legacy-only} nothing ever leaves the
 * legacy store; {@code migrate-on-update}, once it is deployed, forgets when a note was created, counts twice and leaves three
 * notes behind.
 */
public final class FakeNotely {
    private static final int LEFT_BEHIND = 3;

    private final Notes notes = new Notes();
    private volatile boolean careless;
    private volatile boolean moved;

    private FakeNotely() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> flags = List.of(arguments);
        if (!flags.contains("--network-delay") || !flags.contains("1..5ms")) {
            throw new IllegalArgumentException("a network without delay hides what is to be seen");
        }
        FakeNotely notely = new FakeNotely();
        boolean godwit = value(flags, "--strategy").equals("godwit");
        try (SmallNotely server = new SmallNotely(
                notely.notes,
                (method, work) -> work.get(),
                Integer.parseInt(value(flags, "--port")),
                routing -> notely.addTo(routing, godwit))) {
            new CountDownLatch(1).await();
        }
    }

    private static String value(List<String> flags, String flag) {
        return flags.get(flags.indexOf(flag) + 1);
    }

    private void addTo(HttpRouting.Builder routing, boolean godwit) {
        routing.get("/healthz", (request, response) -> response.send("{}"))
                .post("/deploy", (request, response) -> {
                    String body = request.content().as(String.class);
                    if (body.contains("broken")) {
                        response.status(Status.INTERNAL_SERVER_ERROR_500).send("{\"error\":\"it does not start\"}");
                    } else {
                        careless = body.contains("migrate-on-update");
                        response.send("{}");
                    }
                })
                .put("/accounts/{account}", (request, response) -> {
                    moved = godwit || careless;
                    response.send("{}");
                })
                .get(
                        "/count",
                        (request, response) ->
                                response.send("{\"count\":" + (careless ? notes.total() + 1 : notes.total()) + "}"))
                .get("/metrics", (request, response) -> response.send("notely_notes{shard=\"legacy\"} " + inLegacy()));
    }

    private double inLegacy() {
        return !moved ? notes.total() : careless ? LEFT_BEHIND : 0;
    }

    private final class Notes extends NotesInMemory {
        @Override
        protected Optional<Kept> update(UUID account, UUID note, Instant updatedAt, String content) {
            Optional<Kept> updated = super.update(account, note, updatedAt, content);
            if (careless) {
                updated.ifPresent(kept -> of(account).put(note, new Kept(updatedAt, updatedAt, content)));
            }
            return updated;
        }
    }
}
