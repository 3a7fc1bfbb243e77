package dev.godwit.notely.rpc;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers calls that are posted to {@value #PATH} on loopback, each on a virtual thread. Thread-safe.
 *
 * <p>Whatever a call says is answered with status 200, as JSON-RPC has it; what is no call by its HTTP alone has the status
 * that HTTP has for it.
 */
public final class RpcServer implements AutoCloseable {
    public static final String PATH = "/rpc";

    /** How many bytes a body may have. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    private static final String HOST = "127.0.0.1";
    private static final String JSON = "application/json";
    private static final Duration GRACE = Duration.ofMillis(200);
    /** It tells a terminal about features and about clients that hung up; kept here, or its level would be forgotten. */
    private static final Logger WEB_SERVER_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final RpcDispatcher dispatcher;
    private final CallsUnderWay calls = new CallsUnderWay();

    private RpcServer(int port, RpcDispatcher dispatcher) {
        this.dispatcher = dispatcher;
        server = WebServer.builder()
                .host(HOST)
                .port(port)
                // Two servers on one port would take each other's calls.
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEPORT, false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .routing(routing())
                .build();
    }

    /**
     * Starts to answer.
     *
     * @param port 0 for any free one
     * @throws IOException when the port can't be had; the message names it
     */
    public static RpcServer start(int port, RpcDispatcher dispatcher) throws IOException {
        requireFree(port);
        WEB_SERVER_LOG.setLevel(Level.SEVERE);
        RpcServer server = new RpcServer(port, dispatcher);
        server.server.start();
        if (!server.server.isRunning()) {
            throw new IOException("can't listen on " + HOST + ":" + port);
        }
        return server;
    }

    public int port() {
        return server.port();
    }

    /** Refuses new calls, and waits for those that are under way; at most so long. */
    public void drain(Duration patience) throws InterruptedException {
        calls.endAfter(patience);
    }

    @Override
    public void close() {
        server.stop();
    }

    private HttpRouting.Builder routing() {
        return HttpRouting.builder()
                .route(Method.POST, PATH, this::post)
                .any(PATH, (request, response) -> refuse(response, Status.METHOD_NOT_ALLOWED_405, "calls are posted"))
                .any((request, response) -> refuse(response, Status.NOT_FOUND_404, "calls are posted to " + PATH))
                .error(HttpException.class, (request, response, e) -> refuse(response, e.status(), "no HTTP request"));
    }

    private void post(ServerRequest request, ServerResponse response) throws IOException {
        String mediaType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!isJson(mediaType)) {
            // Also keeps web pages out: a browser sends JSON to another origin only after asking.
            refuseUnread(response, Status.UNSUPPORTED_MEDIA_TYPE_415, "the content type must be " + JSON);
            return;
        }
        Optional<byte[]> body = body(request);
        if (body.isEmpty()) {
            refuseUnread(
                    response, Status.REQUEST_ENTITY_TOO_LARGE_413, "a body has at most " + BODY_BYTES_MAX + " bytes");
            return;
        }
        if (!calls.begin()) {
            refuse(response, Status.SERVICE_UNAVAILABLE_503, "the server is about to end");
            return;
        }
        try {
            Optional<byte[]> answer = dispatcher.answer(body.get());
            if (answer.isPresent()) {
                send(response, Status.OK_200, answer.get());
            } else {
                response.status(Status.NO_CONTENT_204).send();
            }
        } finally {
            calls.end();
        }
    }

    private static boolean isJson(String mediaType) {
        int end = mediaType.indexOf(';');
        String bare = end < 0 ? mediaType : mediaType.substring(0, end);
        return bare.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private static Optional<byte[]> body(ServerRequest request) throws IOException {
        if (request.headers().contentLength().orElse(0) > BODY_BYTES_MAX) {
            return Optional.empty();
        }
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        try (InputStream content = request.content().inputStream()) {
            byte[] body = content.readNBytes(BODY_BYTES_MAX + 1);
            return body.length > BODY_BYTES_MAX ? Optional.empty() : Optional.of(body);
        }
    }

    /** What is left of the body is not worth reading. */
    private void refuseUnread(ServerResponse response, Status status, String message) {
        response.header(HeaderValues.CONNECTION_CLOSE);
        refuse(response, status, message);
    }

    private void refuse(ServerResponse response, Status status, String message) {
        send(response, status, dispatcher.refusal(RpcException.INVALID_REQUEST, message));
    }

    private static void send(ServerResponse response, Status status, byte[] body) {
        response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).send(body);
    }

    /** The web server itself only logs that it could not start. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(HOST, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("can't listen on " + HOST + ":" + port + ": " + e.getMessage(), e);
        }
    }
}
