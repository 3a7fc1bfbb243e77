package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a form that a browser has sent. */
record Form(Map<String, String> fields) {
    // A plan of 1 MiB in which every character is escaped.
    private static final int LARGEST = 3 * 1024 * 1024;
    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    static Form of(ServerRequest request) {
        String mediaType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!mediaType.startsWith(MEDIA_TYPE) || !request.content().hasEntity()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the body must be " + MEDIA_TYPE);
        }
        try (InputStream content = request.content().inputStream()) {
            byte[] body = content.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw new GodwitException(ErrorCode.INVALID_REQUEST, "a form has at most " + LARGEST + " bytes");
            }
            return parse(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the form could not be read: " + e.getMessage(), e);
        }
    }

    /** The text of a field, without blanks around it, if there is any. */
    Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Form parse(String body) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : body.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the form is not encoded as it should be", e);
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
