package dev.godwit.server.internal.http;

import dev.godwit.client.wire.ProblemDetails;
import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a request says, within bounds, and writes what is answered. Thread-safe. */
final class Exchange {
    private static final int LARGEST_BODY_BYTES = 1024 * 1024;
    private static final int LONGEST_KEY = 200;
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final String JSON = "application/json";
    /** Registered by RFC 9512. */
    static final String YAML = "application/yaml";

    private final WireFormat format = WireFormat.strict();

    /** The body as this type. */
    <T> T body(ServerRequest request, Class<T> type) {
        requireMediaType(request, JSON);
        return format.read(bytes(request), type);
    }

    /** The body as text in YAML. */
    String yaml(ServerRequest request) {
        requireMediaType(request, YAML);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(request)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the body is no UTF-8 text", e);
        }
    }

    /** Also keeps web pages out: a browser sends neither JSON nor YAML to another origin without asking first. */
    private static void requireMediaType(ServerRequest request, String wanted) {
        String mediaType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        String bare = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!bare.equals(wanted)) {
            throw new Rejected(Status.UNSUPPORTED_MEDIA_TYPE_415, "the body must be " + wanted);
        }
    }

    void answer(ServerResponse response, Object value) {
        answer(response, JSON, format.write(value));
    }

    void answer(ServerResponse response, String mediaType, byte[] body) {
        send(response, mediaType, body);
    }

    void problem(ServerResponse response, GodwitException failure, Status status) {
        ProblemDetails details = ProblemDetails.of(failure, status.code());
        response.status(status);
        send(response, ProblemDetails.MEDIA_TYPE, format.write(details));
    }

    /**
     * A part of the path, decoded. It is taken from the path as it was sent, because a name may contain a slash.
     *
     * @param index of the part, counted from the root
     * @param count how many parts the whole path has
     */
    static String segment(ServerRequest request, int index, int count) {
        String raw = request.path().absolute().rawPath();
        List<String> segments = List.of(raw.substring(1).split("/", -1));
        if (segments.size() != count) {
            throw new Rejected(
                    Status.NOT_FOUND_404, "no route " + request.prologue().method() + " " + raw);
        }
        return URLDecoder.decode(segments.get(index).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The migration that the path names. */
    static MigrationName migration(ServerRequest request) {
        return new MigrationName(request.path().pathParameters().get("migration"));
    }

    /** With which a client may send a command again; at most 200 characters. */
    static Optional<String> idempotencyKey(ServerRequest request) {
        Optional<String> key = request.headers().first(IDEMPOTENCY_KEY);
        if (key.filter(text -> text.isBlank() || text.length() > LONGEST_KEY).isPresent()) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST, "Idempotency-Key: 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }

    /** A parameter of the query, if it is there. */
    static <T> Optional<T> query(ServerRequest request, String name, Function<String, T> parse) {
        return request.query().first(name).asOptional().map(parse);
    }

    /** How many entries are asked for. */
    static int limit(ServerRequest request, int usual, int most) {
        return query(request, "limit", text -> limit(text, most)).orElse(usual);
    }

    /** A number of the journal. */
    static long number(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer as a number below 0
        }
        throw new GodwitException(
                ErrorCode.INVALID_REQUEST, "a number of the journal is 0 or more, not '" + text + "'");
    }

    private static int limit(String text, int most) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer as a number out of range
        }
        throw new GodwitException(ErrorCode.INVALID_REQUEST, "limit must be 1 to " + most + ", not '" + text + "'");
    }

    private static byte[] bytes(ServerRequest request) {
        if (!request.content().hasEntity()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the request has no body");
        }
        try (InputStream content = request.content().inputStream()) {
            byte[] body = content.readNBytes(LARGEST_BODY_BYTES + 1);
            if (body.length > LARGEST_BODY_BYTES) {
                throw new Rejected(
                        Status.REQUEST_ENTITY_TOO_LARGE_413, "a body has at most " + LARGEST_BODY_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the body could not be read: " + e.getMessage(), e);
        }
    }

    private static void send(ServerResponse response, String mediaType, byte[] body) {
        response.header(HeaderNames.CONTENT_TYPE, mediaType)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(body);
    }
}
