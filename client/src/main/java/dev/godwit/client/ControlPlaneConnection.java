package dev.godwit.client;

import dev.godwit.client.wire.ProblemDetails;
import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Requests to one control plane over HTTP with the JDK's client, with the token in the environment variable {@code
 * GODWIT_TOKEN} if there is one. Thread-safe.
 *
 * <p>Every request throws {@link GodwitException}: with the code that the control plane has sent, or with {@link
 * ErrorCode#CONTROL_PLANE_UNREACHABLE} when nobody answers in time.
 */
public final class ControlPlaneConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INSPECTION_TIMEOUT = Duration.ofMinutes(5);
    private static final int HTTP_OK = 200;
    private static final int HTTP_LAST_SUCCESS = 299;

    private static final String TOKEN_VARIABLE = "GODWIT_TOKEN";

    private final Supplier<URI> address;
    private final Optional<Secret> token;
    private final WireFormat format = WireFormat.lenient();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private ControlPlaneConnection(Supplier<URI> address, Optional<Secret> token) {
        this.address = address;
        this.token = token;
    }

    /** A control plane at a known address, such as {@code http://127.0.0.1:8080}. */
    public static ControlPlaneConnection to(URI address) {
        return to(address, tokenOfEnvironment());
    }

    /** The same, with a token other than the one in the environment variable {@code GODWIT_TOKEN}. */
    public static ControlPlaneConnection to(URI address, Optional<Secret> token) {
        return new ControlPlaneConnection(() -> address, token);
    }

    /**
     * The control plane whose address is in {@code .godwit} in this directory or above it. It is looked up for each
     * request, because a control plane that starts again has another port.
     */
    public static ControlPlaneConnection near(Path directory) {
        return near(directory, tokenOfEnvironment());
    }

    /** The same, with another token than the one of the environment. */
    public static ControlPlaneConnection near(Path directory, Optional<Secret> token) {
        return new ControlPlaneConnection(
                () -> ControlPlaneAddress.require(directory).url(), token);
    }

    /** One segment of a path, from any text. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks for a record of the wire format. */
    public <T> T get(String path, Class<T> answer) {
        return exchange(request(path, ANSWER_TIMEOUT).GET(), answer);
    }

    /** Asks for a text. */
    public String getText(String path) {
        HttpRequest request = addressed(path).timeout(ANSWER_TIMEOUT).GET().build();
        return new String(send(request), StandardCharsets.UTF_8);
    }

    /**
     * Sends a text in YAML, which the control plane looks at with the databases that it names; that may take a while.
     *
     * @param answer a record of the wire format
     */
    public <T> T postYaml(String path, String yaml, Class<T> answer) {
        HttpRequest.Builder request = request(path, INSPECTION_TIMEOUT)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(yaml));
        return exchange(request, answer);
    }

    <T> T post(String path, Object body, Class<T> answer) {
        return post(path, body, answer, ANSWER_TIMEOUT);
    }

    <T> T post(String path, Object body, Class<T> answer, Duration timeout) {
        HttpRequest.Builder request = request(path, timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(format.write(body)));
        return exchange(request, answer);
    }

    void delete(String path) {
        send(request(path, CONNECT_TIMEOUT).DELETE().build());
    }

    private HttpRequest.Builder addressed(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.get() + path));
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known.reveal()));
        return request;
    }

    /** The token in the environment variable {@code GODWIT_TOKEN}, if there is one. */
    public static Optional<Secret> tokenOfEnvironment() {
        return Optional.ofNullable(System.getenv(TOKEN_VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> new Secret(text.strip(), "env:" + TOKEN_VARIABLE));
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return addressed(path).timeout(timeout).header("Accept", "application/json, " + ProblemDetails.MEDIA_TYPE);
    }

    private <T> T exchange(HttpRequest.Builder builder, Class<T> answer) {
        HttpRequest request = builder.build();
        byte[] body = send(request);
        try {
            return format.read(body, answer);
        } catch (GodwitException e) {
            throw new GodwitException(
                    ErrorCode.CONTROL_PLANE_UNREACHABLE,
                    request.uri() + " answered not as a control plane of Godwit does: " + e.getMessage(),
                    e);
        }
    }

    private byte[] send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() < HTTP_OK || response.statusCode() > HTTP_LAST_SUCCESS) {
                throw problem(request, response);
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(request, e);
        }
    }

    private GodwitException problem(HttpRequest request, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith(ProblemDetails.MEDIA_TYPE)) {
            return new GodwitException(
                    ErrorCode.CONTROL_PLANE_UNREACHABLE,
                    request.uri() + " answered with status " + response.statusCode()
                            + ", not as a control plane of Godwit does");
        }
        return format.read(response.body(), ProblemDetails.class).toException();
    }

    private static GodwitException unreachable(HttpRequest request, Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new GodwitException(
                ErrorCode.CONTROL_PLANE_UNREACHABLE, "no answer from " + request.uri() + ": " + reason, cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
