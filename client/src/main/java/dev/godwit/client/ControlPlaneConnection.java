package dev.godwit.client;

import dev.godwit.client.wire.ProblemDetails;
import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Requests to one control plane over HTTP with the JDK's client, with the token in the environment variable {@code
 * GODWIT_TOKEN} if there is one. It may have several servers: the one that answered last is
 * asked first, and when it does not answer, or does not lead, the next one is asked at once. A command that may have been
 * carried out is not sent to another one. Thread-safe.
 *
 * <p>Every request throws {@link GodwitException}: with the code that the control plane has sent, or with {@link
 * ErrorCode#CONTROL_PLANE_UNREACHABLE} when nobody answers in time.
 */
public final class ControlPlaneConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INSPECTION_TIMEOUT = Duration.ofMinutes(5);
    private static final String JSON = "application/json";
    private static final String ACCEPTED = JSON + ", " + ProblemDetails.MEDIA_TYPE + ", */*;q=0.1";
    private static final String TOKEN_VARIABLE = "GODWIT_TOKEN";
    private static final int HTTP_OK = 200;
    private static final int HTTP_LAST_SUCCESS = 299;

    private final Supplier<List<URI>> addresses;
    private final Optional<Secret> token;
    private final WireFormat format = WireFormat.lenient();
    private final HttpClient http = TrustedCertificates.believe(
                    HttpClient.newBuilder(), TrustedCertificates.ofEnvironment())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** Which of the addresses answered last. */
    private volatile int preferred;

    private ControlPlaneConnection(Supplier<List<URI>> addresses, Optional<Secret> token) {
        this.addresses = addresses;
        this.token = token;
    }

    /** A control plane at a known address, such as {@code http://127.0.0.1:8080}. */
    public static ControlPlaneConnection to(URI address) {
        return to(address, tokenOfEnvironment());
    }

    /** The same, with a token other than the one in the environment variable {@code GODWIT_TOKEN}. */
    public static ControlPlaneConnection to(URI address, Optional<Secret> token) {
        return new ControlPlaneConnection(() -> List.of(address), token);
    }

    /** A control plane with several servers, in the order in which they are asked at first; at least one. */
    public static ControlPlaneConnection to(List<URI> addresses) {
        return to(addresses, tokenOfEnvironment());
    }

    /** The same, with another token than the one of the environment. */
    public static ControlPlaneConnection to(List<URI> addresses, Optional<Secret> token) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a control plane needs an address");
        }
        List<URI> all = List.copyOf(addresses);
        return new ControlPlaneConnection(() -> all, token);
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
                () -> List.of(ControlPlaneAddress.require(directory).url()), token);
    }

    /** One segment of a path, from any text. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks for a record of the wire format. */
    public <T> T get(String path, Class<T> answer) {
        return exchange(getting(path), answer);
    }

    /** Asks for a text. */
    public String getText(String path) {
        return new String(send(getting(path)).body(), StandardCharsets.UTF_8);
    }

    /**
     * Sends a text in YAML, which the control plane looks at with the databases that it names; that may take a while.
     * Sending it twice does no harm.
     *
     * @param answer a record of the wire format
     */
    public <T> T postYaml(String path, String yaml, Class<T> answer) {
        byte[] content = yaml.getBytes(StandardCharsets.UTF_8);
        return exchange(posting(path, "application/yaml", content, INSPECTION_TIMEOUT, true), answer);
    }

    /** Sends a command, which must not be carried out twice. */
    <T> T command(String path, Object body, Class<T> answer) {
        return exchange(posting(path, JSON, format.write(body), ANSWER_TIMEOUT, false), answer);
    }

    /** Asks with a body; asking twice does no harm. */
    <T> T post(String path, Object body, Class<T> answer, Duration timeout) {
        return exchange(posting(path, JSON, format.write(body), timeout, true), answer);
    }

    void delete(String path) {
        send(new Call(path, CONNECT_TIMEOUT, HttpRequest.Builder::DELETE, true));
    }

    /**
     * A request to any of the servers.
     *
     * @param timeout until the answer of one of them
     * @param repeatable whether another one may be asked although this one may have done what was asked
     */
    private record Call(String path, Duration timeout, UnaryOperator<HttpRequest.Builder> method, boolean repeatable) {}

    private static Call getting(String path) {
        return new Call(path, ANSWER_TIMEOUT, HttpRequest.Builder::GET, true);
    }

    /** The token in the environment variable {@code GODWIT_TOKEN}, if there is one. */
    public static Optional<Secret> tokenOfEnvironment() {
        return Optional.ofNullable(System.getenv(TOKEN_VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> new Secret(text.strip(), "env:" + TOKEN_VARIABLE));
    }

    private static Call posting(String path, String mediaType, byte[] content, Duration timeout, boolean repeatable) {
        return new Call(
                path,
                timeout,
                request ->
                        request.header("Content-Type", mediaType).POST(HttpRequest.BodyPublishers.ofByteArray(content)),
                repeatable);
    }

    /** What came of asking one server. */
    private sealed interface Outcome {
        record Answer(URI from, byte[] body) implements Outcome {}

        /**
         * It was not done, or nobody knows.
         *
         * @param another whether another server may be asked
         */
        record Failure(GodwitException reason, boolean another) implements Outcome {}
    }

    private <T> T exchange(Call call, Class<T> type) {
        Outcome.Answer answer = send(call);
        try {
            return format.read(answer.body(), type);
        } catch (GodwitException e) {
            throw new GodwitException(
                    ErrorCode.CONTROL_PLANE_UNREACHABLE,
                    answer.from() + " answered not as a control plane of Godwit does: " + e.getMessage(),
                    e);
        }
    }

    private Outcome.Answer send(Call call) {
        List<URI> servers = addresses.get();
        int first = preferred;
        List<GodwitException> failures = new ArrayList<>();
        for (int number = 0; number < servers.size(); number++) {
            int server = (first + number) % servers.size();
            switch (ask(servers.get(server), call)) {
                case Outcome.Answer answer -> {
                    preferred = server;
                    return answer;
                }
                case Outcome.Failure(GodwitException reason, boolean another) -> {
                    failures.forEach(reason::addSuppressed);
                    if (!another) {
                        throw reason;
                    }
                    failures.add(reason);
                }
            }
        }
        throw failures.getLast();
    }

    private Outcome ask(URI server, Call call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + call.path()))
                .timeout(call.timeout())
                .header("Accept", ACCEPTED);
        token.ifPresent(known -> builder.header("Authorization", "Bearer " + known.reveal()));
        HttpRequest request = call.method().apply(builder).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= HTTP_OK && response.statusCode() <= HTTP_LAST_SUCCESS) {
                return new Outcome.Answer(request.uri(), response.body());
            }
            GodwitException refusal = problem(request, response);
            boolean stopping = refusal.code() == ErrorCode.CONTROL_PLANE_UNREACHABLE;
            return new Outcome.Failure(
                    refusal, refusal.code() == ErrorCode.NOT_LEADING || (stopping && call.repeatable()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Outcome.Failure(unreachable(request, e), true);
        } catch (IOException e) {
            return new Outcome.Failure(unreachable(request, e), call.repeatable());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failure(unreachable(request, e), false);
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
        String reason = cause instanceof ConnectException
                ? "nothing listens there"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new GodwitException(
                ErrorCode.CONTROL_PLANE_UNREACHABLE, "no answer from " + request.uri() + ": " + reason, cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
