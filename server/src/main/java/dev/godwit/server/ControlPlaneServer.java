package dev.godwit.server;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Steering;
import dev.godwit.server.internal.http.Api;
import dev.godwit.server.internal.http.EventStreams;
import dev.godwit.server.internal.http.Identification;
import dev.godwit.server.internal.http.Leader;
import dev.godwit.server.internal.http.LongPolls;
import dev.godwit.server.internal.http.Parts;
import dev.godwit.server.internal.http.ToLeader;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves a control plane over HTTP: on loopback to the processes of this machine or, where somebody has said so, to others
 * over TLS. Every request has a virtual thread of its own. Thread-safe.
 */
public final class ControlPlaneServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration GRACE = Duration.ofMillis(200);
    /** It tells a terminal about features and about clients that hung up; kept here, or its level would be forgotten. */
    private static final Logger WEB_SERVER_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final URI url;
    private final LongPolls polls;
    private final ToLeader toLeader;
    private final Api api;

    private ControlPlaneServer(WebServer server, URI url, LongPolls polls, ToLeader toLeader, Api api) {
        this.server = server;
        this.url = url;
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
        return start(controlPlane, steering, access, Leader.Here::new, () -> "", port, Optional.empty());
    }

    /** The same in the company of other servers. */
    static ControlPlaneServer start(
            ControlPlane controlPlane, Steering steering, Access access, Supplier<Leader> leader, int port) {
        return start(controlPlane, steering, access, leader, () -> "", port, Optional.empty());
    }

    /**
     * The same with a page that Prometheus reads.
     *
     * @param leader who answers now what only the server that leads can answer
     * @param metrics the page that Prometheus reads of this server, asked for each time
     * @param reach absent to listen on loopback
     * @throws GodwitException with {@link ErrorCode#TLS_FILES_UNREADABLE} when certificate or key can't be read
     */
    static ControlPlaneServer start(
            ControlPlane controlPlane,
            Steering steering,
            Access access,
            Supplier<Leader> leader,
            Supplier<String> metrics,
            int port,
            Optional<Reach> reach) {
        String host = reach.map(Reach::host).orElse(LOOPBACK);
        Optional<Identification> identification = reach.map(Identification::read);
        Set<String> names = identification.map(Identification::names).orElse(Set.of());
        requireFree(host, port);
        WEB_SERVER_LOG.setLevel(Level.SEVERE);
        LongPolls polls = new LongPolls();
        SystemTime time = new SystemTime();
        EventStreams streams = EventStreams.watched(polls, time);
        ToLeader toLeader = new ToLeader(leader);
        Api api = Api.of(new Parts(controlPlane, steering, access, toLeader, names, metrics, polls, streams, time));
        WebServerConfig.Builder builder = WebServer.builder();
        identification.map(Identification::tls).ifPresent(builder::tls);
        WebServer server = builder.host(host)
                .port(port)
                // Two servers on one port would take each other's requests.
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEPORT, false)
                // The end of a long answer would wait until the client confirms the beginning, which takes 40 ms.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .routing(api.routing())
                .build();
        server.start();
        if (!server.isRunning()) {
            toLeader.close();
            throw taken(host, port, "the web server did not start", null);
        }
        URI url = URI.create(
                identification.map(known -> "https://" + known.firstName()).orElse("http://" + LOOPBACK) + ":"
                        + server.port());
        return new ControlPlaneServer(server, url, polls, toLeader, api);
    }

    /** Where it answers. */
    public URI url() {
        return url;
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
    private static void requireFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw taken(host, port, String.valueOf(e.getMessage()), e);
        }
    }

    private static GodwitException taken(String host, int port, String reason, @Nullable Exception cause) {
        String message = "can't listen on " + host + ":" + port + ": " + reason;
        return cause == null
                ? new GodwitException(ErrorCode.PORT_IN_USE, message)
                : new GodwitException(ErrorCode.PORT_IN_USE, message, cause);
    }
}
