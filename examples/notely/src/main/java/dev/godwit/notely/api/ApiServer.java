package dev.godwit.notely.api;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.note.NoteServices;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Notely's REST API, on loopback. Every request has a virtual thread of its own. Thread-safe. */
public final class ApiServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration GRACE = Duration.ofMillis(500);
    /** It tells a terminal about features and about clients that hung up; kept here, or its level would be forgotten. */
    private static final Logger WEB_SERVER_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;

    private ApiServer(WebServer server) {
        this.server = server;
    }

    /**
     * What the API stands on.
     *
     * @param shards the names of stores to which an account can be sent
     * @param ids of accounts and notes that come without one
     * @param stores whether each store answers, by its name
     * @param metrics in Prometheus's text format
     */
    public record Parts(
            Accounts accounts,
            NoteServices notes,
            Deployments deployments,
            Set<String> shards,
            Supplier<UUID> ids,
            Supplier<Map<String, Boolean>> stores,
            Supplier<String> metrics,
            RequestMeter meter,
            TimeSource time) {}

    /**
     * Starts to serve.
     *
     * @param port 0 for any free one
     * @throws IOException when the port can't be had
     */
    public static ApiServer start(Parts parts, int port) throws IOException {
        requireFree(port);
        WEB_SERVER_LOG.setLevel(Level.SEVERE);
        WebServer server = WebServer.builder()
                .host(HOST)
                .port(port)
                // Two servers on one port would take each other's requests.
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEPORT, false)
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .routing(routing(parts))
                .build();
        server.start();
        if (!server.isRunning()) {
            throw new IOException("can't listen on " + HOST + ":" + port);
        }
        return new ApiServer(server);
    }

    /** All routes as one readable list. */
    private static HttpRouting.Builder routing(Parts parts) {
        Exchange exchange = new Exchange();
        Failures failures = new Failures(exchange);
        AccountRoutes accounts = new AccountRoutes(parts.accounts(), parts.shards(), parts.ids(), exchange);
        NoteRoutes notes = new NoteRoutes(parts.accounts(), parts.notes(), parts.ids(), parts.time(), exchange);
        SystemRoutes system = new SystemRoutes(
                parts.stores(), parts.deployments(), parts.notes(), parts.metrics(), parts.time(), exchange);
        Routes routes = new Routes(HttpRouting.builder(), parts.meter(), parts.time(), failures);
        return routes.add(Method.GET, "/healthz", system::health)
                .add(Method.POST, "/deploy", system::deploy)
                .add(Method.GET, "/metrics", system::metrics)
                .add(Method.GET, "/count", system::count)
                .add(Method.GET, Places.ACCOUNTS, accounts::list)
                .add(Method.POST, Places.ACCOUNTS, accounts::create)
                .add(Method.GET, Places.ACCOUNT, accounts::get)
                .add(Method.PUT, Places.ACCOUNT, accounts::put)
                .add(Method.GET, Places.COUNT, notes::count)
                .add(Method.GET, Places.NOTES, notes::list)
                .add(Method.POST, Places.NOTES, notes::create)
                .add(Method.GET, Places.NOTE, notes::get)
                .add(Method.PUT, Places.NOTE, notes::put)
                .add(Method.DELETE, Places.NOTE, notes::delete)
                .done();
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://" + HOST + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * Makes sure that a port can be had: to be asked before much is started, and because the web server itself only logs
     * that it could not start.
     *
     * @throws IOException when it can't
     */
    public static void requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(HOST, port));
        } catch (IOException e) {
            throw new IOException(
                    "can't listen on " + HOST + ":" + port + ": " + e.getMessage()
                            + "; choose another port with --port, 0 for any free one",
                    e);
        }
    }
}
