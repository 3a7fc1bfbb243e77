package dev.godwit.server;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Steering;
import dev.godwit.server.internal.http.Api;
import dev.godwit.server.internal.http.Leader;
import dev.godwit.server.internal.http.LongPolls;
import dev.godwit.server.internal.http.Parts;
import dev.godwit.server.internal.http.ToLeader;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves a control plane over HTTP to the processes of this machine: it listens on loopback only. Every request has a
 * virtual thread of its own. Thread-safe.
 */
public final class ControlPlaneServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration GRACE = Duration.ofMillis(200);
    /** It tells a terminal about features and about clients that hung up; kept here, or its level would be forgotten. */
    private static final Logger WEB_SERVER_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final LongPolls polls;
    private final ToLeader toLeader;
    private final Api api;

    private ControlPlaneServer(WebServer server, LongPolls polls, ToLeader toLeader, Api api) {
        this.server = server;
        this.polls = polls;
        this.toLeader = toLeader;
        this.api = api;
    }

    /**
     * Starts to serve what this process leads.
     *
     * @param port 0 for any free one
     * @throws GodwitException with {@link ErrorCode#PORT_IN_USE} when the port can't be had
     */
    public static ControlPlaneServer start(ControlPlane controlPlane, Steering steering, Access access, int port) {
        return start(controlPlane, steering, access, Leader.Here::new, () -> "", port);
    }

    /** The same in the company of other servers. */
    static ControlPlaneServer start(
            ControlPlane controlPlane, Steering steering, Access access, Supplier<Leader> leader, int port) {
        return start(controlPlane, steering, access, leader, () -> "", port);
    }

    /**
     * The same with a page that Prometheus reads.
     *
     * @param leader who answers now what only the server that leads can answer
     * @param metrics the page that Prometheus reads of this server, asked for each time
     */
    static ControlPlaneServer start(
            ControlPlane controlPlane,
            Steering steering,
            Access access,
            Supplier<Leader> leader,
            Supplier<String> metrics,
            int port) {
        requireFree(port);
        WEB_SERVER_LOG.setLevel(Level.SEVERE);
        LongPolls polls = new LongPolls();
        ToLeader toLeader = new ToLeader(leader);
        Api api = Api.of(new Parts(controlPlane, steering, access, toLeader, metrics, polls, new SystemTime()));
        WebServer server = WebServer.builder()
                .host(HOST)
                .port(port)
                // Two servers on one port would take each other's requests.
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEPORT, false)
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .routing(api.routing())
                .build();
        server.start();
        if (!server.isRunning()) {
            toLeader.close();
            throw taken(port, "the web server did not start", null);
        }
        return new ControlPlaneServer(server, polls, toLeader, api);
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://" + HOST + ":" + server.port());
    }

    /** What it answers, as method and path. */
    List<String> routes() {
        return api.described();
    }

    /** What it answers only to those who may. */
    List<String> guardedRoutes() {
        return api.guarded();
    }

    /** Answers requests that wait for news, refuses new ones and stops, within a moment. */
    @Override
    public void close() {
        polls.stop();
        toLeader.close();
        server.stop();
    }

    /** The web server itself only logs that it could not start. */
    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(HOST, port));
        } catch (IOException | IllegalArgumentException e) {
            throw taken(port, String.valueOf(e.getMessage()), e);
        }
    }

    private static GodwitException taken(int port, String reason, @Nullable Exception cause) {
        String message = "can't listen on " + HOST + ":" + port + ": " + reason;
        return cause == null
                ? new GodwitException(ErrorCode.PORT_IN_USE, message)
                : new GodwitException(ErrorCode.PORT_IN_USE, message, cause);
    }
}
