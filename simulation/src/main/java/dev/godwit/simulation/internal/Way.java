package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;

/**
 * The way from one process to another. Messages take time and get lost. While a request is worked on, the client may
 * stall or crash: the work is done nevertheless, and its answer meets nobody.
 */
public final class Way implements RoundTrips {
    private final SimulatedProcess client;
    private final SimulatedProcess server;
    private final Weather weather;
    private final Trace trace;
    private final ErrorCode unreachable;
    private final ErrorCode unanswered;
    private boolean cut;

    /** The way to a database. */
    public static Way toDatabase(SimulatedProcess client, SimulatedProcess server, Weather weather, Trace trace) {
        return new Way(
                client, server, weather, trace, ErrorCode.STORE_CONNECTION_LOST, ErrorCode.STORE_OUTCOME_UNKNOWN);
    }

    /** The way to the control store of a server. */
    public static Way toControlStore(SimulatedProcess client, SimulatedProcess server, Weather weather, Trace trace) {
        return new Way(client, server, weather, trace, ErrorCode.CONTROL_STORE_FAILED, ErrorCode.CONTROL_STORE_FAILED);
    }

    /** The way to a control plane. */
    public static Way toControlPlane(SimulatedProcess client, SimulatedProcess server, Weather weather, Trace trace) {
        return new Way(
                client,
                server,
                weather,
                trace,
                ErrorCode.CONTROL_PLANE_UNREACHABLE,
                ErrorCode.CONTROL_PLANE_UNREACHABLE);
    }

    private Way(
            SimulatedProcess client,
            SimulatedProcess server,
            Weather weather,
            Trace trace,
            ErrorCode unreachable,
            ErrorCode unanswered) {
        this.client = client;
        this.server = server;
        this.weather = weather;
        this.trace = trace;
        this.unreachable = unreachable;
        this.unanswered = unanswered;
    }

    /** Nothing gets through until it is mended. */
    public void cut(boolean isCut) {
        cut = isCut;
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
        if (cut || server.isCrashed() || weather.loses()) {
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
        server.pass(weather.work(what));
    }

    @Override
    public void answer(String what, boolean committed) {
        boolean lost = cut || server.isCrashed() || weather.loses();
        server.pass(weather.travel(what));
        home();
        if (lost) {
            note(what + ": answer lost");
            throw new GodwitException(committed ? unanswered : unreachable, server + ": no answer to " + what);
        }
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

    private void note(String what) {
        trace.add(client.monotonicNanos(), client.name(), what);
    }
}
