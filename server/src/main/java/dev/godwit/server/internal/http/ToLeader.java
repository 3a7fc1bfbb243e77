package dev.godwit.server.internal.http;

import dev.godwit.client.TrustedCertificates;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Passes on what this server can't answer, because it does not lead, to the one that does, and its answer back as it comes:
 * news that trickle in too. A request is passed on once: a server that gets one from another server answers it, or says
 * that it does not lead. So does this one when nobody leads, at once. Thread-safe.
 */
public final class ToLeader implements Filter, AutoCloseable {
    /** Says that a server has passed the request on. */
    static final HeaderName PASSED_ON = HeaderNames.create("Godwit-Passed-On");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    /** More than the longest that a route lets a request wait for news. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(40);
    /** How often it looks whether the server that is asked still leads. */
    private static final long LOOK_EVERY_MILLIS = 250;

    private static final int PIECE_BYTES = 8 * 1024;
    private static final Set<String> OWN_PATHS = Set.of(Paths.HEALTH, Paths.METRICS);
    /** Of one connection (RFC 9110, section 7.6.1), or set by whoever sends; what JDK's client does not let us set. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            "expect",
            "content-length");

    private final Supplier<Leader> leader;
    private final HttpClient http = TrustedCertificates.believe(
                    HttpClient.newBuilder(), TrustedCertificates.ofEnvironment())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * A filter.
     *
     * @param leader asked for each request, and again while its answer is waited for
     */
    public ToLeader(Supplier<Leader> leader) {
        this.leader = leader;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (OWN_PATHS.contains(request.path().path())) {
            chain.proceed();
            return;
        }
        switch (leader.get()) {
            case Leader.Here() -> chain.proceed();
            case Leader.Elsewhere(URI address) -> passOn(request, response, address);
            case Leader.Unknown() -> throw notLeading("nobody leads now");
        }
    }

    private void passOn(RoutingRequest request, RoutingResponse response, URI address) {
        if (request.headers().contains(PASSED_ON)) {
            throw notLeading("this server stands by, and the one that passed the request on took it for the leader");
        }
        HttpResponse<InputStream> answer = answer(passedOn(request, address), address);
        try (InputStream body = answer.body()) {
            passBack(answer, body, response);
        } catch (IOException e) {
            // Half an answer must not look like a whole one: this ends the connection.
            throw new UncheckedIOException("the leader's answer broke off", e);
        }
    }

    private static HttpRequest passedOn(RoutingRequest request, URI address) {
        String query = request.query().rawValue();
        URI to = URI.create(address + request.path().absolute().rawPath() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder builder = HttpRequest.newBuilder(to)
                .timeout(ANSWER_TIMEOUT)
                .method(request.prologue().method().text(), body(request));
        request.headers().forEach(header -> {
            if (mayPass(header.name())) {
                header.allValues()
                        .forEach(
                                value -> builder.header(header.name(), passed(header.name(), value, request, address)));
            }
        });
        return builder.header(PASSED_ON.defaultCase(), "1").build();
    }

    /** A form of a page of this server is one of the leader's, whose page it is. */
    private static String passed(String name, String value, RoutingRequest request, URI address) {
        boolean ownPage = name.equalsIgnoreCase(HeaderNames.ORIGIN.defaultCase())
                && value.replaceFirst("^https?://", "").equals(request.authority());
        return ownPage ? address.toString() : value;
    }

    private static BodyPublisher body(RoutingRequest request) {
        if (!request.content().hasEntity()) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream =
                BodyPublishers.ofInputStream(() -> request.content().inputStream());
        OptionalLong length = request.headers().contentLength();
        return length.isPresent() ? BodyPublishers.fromPublisher(stream, length.getAsLong()) : stream;
    }

    private HttpResponse<InputStream> answer(HttpRequest request, URI address) {
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            while (true) {
                try {
                    return answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (!leader.get().equals(new Leader.Elsewhere(address))) {
                        throw notLeading("the server that led has not answered and does not lead any more");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new GodwitException(ErrorCode.NOT_LEADING, "the server that leads does not answer at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notLeading("this server is stopping");
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
            }
        }
    }

    private static void passBack(HttpResponse<InputStream> answer, InputStream body, RoutingResponse response)
            throws IOException {
        response.status(Status.create(answer.statusCode()));
        answer.headers().map().forEach((name, values) -> {
            if (mayPass(name)) {
                response.header(HeaderNames.create(name), values.toArray(String[]::new));
            }
        });
        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
        if (answer.statusCode() == Status.NO_CONTENT_204.code()
                || answer.statusCode() == Status.NOT_MODIFIED_304.code()
                || length.equals(OptionalLong.of(0))) {
            response.send();
            return;
        }
        length.ifPresent(response.headers()::contentLength);
        try (OutputStream out = response.outputStream()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                out.write(piece, 0, read);
                out.flush();
            }
        }
        // No route comes after this filter, which would do it.
        response.commit();
    }

    private static boolean mayPass(String header) {
        return !OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static GodwitException notLeading(String why) {
        return new GodwitException(ErrorCode.NOT_LEADING, why);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
