package dev.godwit.notely.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads what a request says, within bounds, and writes what is answered. Thread-safe. */
final class Exchange {
    private static final int BODY_BYTES_MAX = 1024 * 1024;
    private static final String JSON = "application/json";

    private final JsonMapper json = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    /** The body as this type, or a refusal that says what is wrong with it. */
    <T> T body(ServerRequest request, Class<T> type) {
        return optionalBody(request, type).orElseThrow(() -> Rejected.badRequest("the request has no body"));
    }

    /** The same where a body may be missing. */
    <T> Optional<T> optionalBody(ServerRequest request, Class<T> type) {
        byte[] bytes = request.content().hasEntity() ? bytes(request) : new byte[0];
        if (bytes.length == 0) {
            return Optional.empty();
        }
        String mediaType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!mediaType.replaceFirst(";.*", "").strip().equalsIgnoreCase(JSON)) {
            throw new Rejected(
                    Status.UNSUPPORTED_MEDIA_TYPE_415,
                    "the body must be JSON, and the request say so by the header 'Content-Type: " + JSON + "'");
        }
        try {
            T body = json.readValue(bytes, type);
            if (body == null) {
                throw Rejected.badRequest("the body must be a JSON object");
            }
            return Optional.of(body);
        } catch (DatabindException e) {
            throw Rejected.badRequest("invalid JSON: " + place(e) + "not what is expected here");
        } catch (JacksonException e) {
            throw Rejected.badRequest("invalid JSON: " + reason(e));
        }
    }

    void answer(ServerResponse response, Status status, Object value) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, JSON)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(json.writeValueAsBytes(value));
    }

    void refuse(ServerResponse response, Status status, String reason) {
        answer(response, status, new ErrorBody(reason));
    }

    /** Without the place in the source, which is told as "redacted". */
    private static String reason(JacksonException failure) {
        return String.valueOf(failure.getOriginalMessage())
                .replaceFirst("(?s) *\\(?(start marker )?at \\[Source.*", "");
    }

    private static String place(DatabindException failure) {
        String field = failure.getPath().stream()
                .map(reference -> String.valueOf(reference.getPropertyName()))
                .reduce((outer, inner) -> outer + "." + inner)
                .orElse("");
        return field.isEmpty() ? "" : "field " + field + " is ";
    }

    private static byte[] bytes(ServerRequest request) {
        try (InputStream content = request.content().inputStream()) {
            byte[] body = content.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new Rejected(Status.REQUEST_ENTITY_TOO_LARGE_413, "a body has at most 1 MiB");
            }
            return body;
        } catch (IOException e) {
            throw Rejected.badRequest("the body could not be read");
        }
    }

    private record ErrorBody(String error) {}
}
