package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.simulation.internal.ambush.Step;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;

/**
 * The way from one process to another. Messages take time and get lost. While a request is worked on, the client may
 * stall or crash: the work is done nevertheless, and its answer meets nobody.
 */
final class Way implements RoundTrips {
    private final SimulatedProcess client;
    private final SimulatedProcess server;
    private final Network network;
    private final Weather weather;
    private final ErrorCode unreachable;
    private final ErrorCode unanswered;

    /**
     * A way.
     *
     * @param unreachable what the client is told when the server has done nothing
     * @param unanswered what it is told when it can't know
     */
    Way(
            SimulatedProcess client,
            SimulatedProcess server,
            Network network,
            ErrorCode unreachable,
            ErrorCode unanswered) {
        this.client = client;
        this.server = server;
        this.network = network;
        this.weather = network.weather();
        this.unreachable = unreachable;
        this.unanswered = unanswered;
    }

    @Override
    public void request(String what) {
        client.requireAlive();
        note(what);
        server.takeOver();
        server.pass(weather.travel(what));
        if (client.isCrashed() && weather.tossCoin()) {
            client.requireAlive();
        }
        meet(Moment.REQUEST, what);
        if (server.isCrashed() || weather.loses()) {
            note(what + ": lost on its way");
            home();
            throw new GodwitException(unreachable, server + ": no connection for " + what);
        }
    }

    @Override
    public boolean isClientGone() {
        return client.isCrashed();
    }

    @Override
    public void between(String what) {
        meet(Moment.BETWEEN, what);
        server.pass(weather.work(server, what));
    }

    @Override
    public void answer(String what, boolean committed) {
        meet(Moment.ANSWER, what);
        boolean lost = server.isCrashed() || weather.loses();
        server.pass(weather.travel(what));
        home();
        if (lost) {
            note(what + ": answer lost");
            throw new GodwitException(committed ? unanswered : unreachable, server + ": no answer to " + what);
        }
    }

    @Override
    public boolean forsakes(String what) {
        return weather.forsakes();
    }

    @Override
    public GodwitException forsake(String what, Runnable rest) {
        note(what + ": given up by its client");
        server.start("forsaken", () -> {
            server.pass(weather.muchLater());
            try {
                rest.run();
            } catch (GodwitException e) {
                network.trace().add(server.monotonicNanos(), server.name(), what + ": failed unheard");
            }
        });
        server.pass(weather.muchLater());
        home();
        return new GodwitException(unanswered, server + ": given up waiting for " + what);
    }

    @Override
    public void refusal(String what) {
        note(what + ": refused");
        server.pass(weather.travel(what));
        home();
    }

    /** Back in the client, as soon as that runs. */
    private void home() {
        client.takeOver();
        client.pass(Duration.ZERO);
        client.requireAlive();
    }

    private void meet(Moment moment, String what) {
        network.ambushes().meet(new Step(client, server, moment, what));
    }

    private void note(String what) {
        network.trace().add(client.monotonicNanos(), client.name(), what);
    }
}
