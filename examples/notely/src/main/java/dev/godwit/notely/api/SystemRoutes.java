package dev.godwit.notely.api;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.api.Bodies.CountAnswer;
import dev.godwit.notely.api.Bodies.DeployRequest;
import dev.godwit.notely.api.Bodies.HealthAnswer;
import dev.godwit.notely.api.Bodies.StatusAnswer;
import dev.godwit.notely.note.NoteServices;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Health, deployments and metrics over HTTP. Thread-safe. */
final class SystemRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Map<String, Boolean>> stores;
    private final Deployments deployments;
    private final NoteServices services;
    private final Supplier<String> metrics;
    private final TimeSource time;
    private final Exchange exchange;

    /**
     * The routes.
     *
     * @param stores whether each store answers, by its name
     * @param metrics in Prometheus's text format
     */
    SystemRoutes(
            Supplier<Map<String, Boolean>> stores,
            Deployments deployments,
            NoteServices services,
            Supplier<String> metrics,
            TimeSource time,
            Exchange exchange) {
        this.stores = stores;
        this.deployments = deployments;
        this.services = services;
        this.metrics = metrics;
        this.time = time;
        this.exchange = exchange;
    }

    void health(ServerRequest request, ServerResponse response) {
        Map<String, Boolean> up = stores.get();
        boolean all = !up.containsValue(false);
        Map<String, String> words = new TreeMap<>();
        up.forEach((store, answers) -> words.put(store, answers ? "up" : "down"));
        exchange.answer(
                response,
                all ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
                new HealthAnswer(all ? "ok" : "degraded", time.wallClock().toString(), words));
    }

    void deploy(ServerRequest request, ServerResponse response) {
        DeployRequest body = exchange.optionalBody(request, DeployRequest.class).orElse(new DeployRequest(null, null));
        try {
            deployments.deploy(Optional.ofNullable(body.rollout()), Optional.ofNullable(body.strategy()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejected(Status.SERVICE_UNAVAILABLE_503, "Notely is stopping");
        }
        exchange.answer(response, Status.OK_200, StatusAnswer.of("deployment started", time.wallClock()));
    }

    /** How many notes there are in all. */
    void count(ServerRequest request, ServerResponse response) {
        long notes = services.telling(version -> {}).totalNotes();
        exchange.answer(response, Status.OK_200, new CountAnswer(notes));
    }

    void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, PROMETHEUS).send(metrics.get());
    }
}
