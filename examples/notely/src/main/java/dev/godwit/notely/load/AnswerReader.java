package dev.godwit.notely.load;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of answers, and finds fault with those that are not what the API promises. Thread-safe. */
final class AnswerReader {
    private final JsonMapper json = JsonMapper.builder().build();

    /** The note in the body. */
    NoteState note(String body, UUID account, UUID note) throws UnreadableException {
        JsonNode node = tree(body);
        requireSame("id", text(node, "id"), note);
        requireSame("creator", text(node, "creator"), account);
        return new NoteState(time(node, "createdAt"), time(node, "updatedAt"), text(node, "content"));
    }

    /** Refuses an account that is not the one that was asked for. */
    void requireAccount(String body, UUID account, String name, String cohort) throws UnreadableException {
        JsonNode node = tree(body);
        requireSame("id", text(node, "id"), account);
        if (!text(node, "name").equals(name) || !text(node, "cohort").equals(cohort)) {
            throw new UnreadableException(shown(body));
        }
    }

    /** The ids in the body, in their order. */
    List<UUID> ids(String body) throws UnreadableException {
        JsonNode node = tree(body);
        if (!node.isArray()) {
            throw new UnreadableException("no list: " + shown(body));
        }
        List<UUID> ids = new ArrayList<>();
        for (JsonNode id : node) {
            ids.add(uuid(id.isString() ? id.stringValue() : id.toString()));
        }
        return ids;
    }

    /** The number of notes in the body, if it is one. */
    OptionalLong count(String body) {
        try {
            JsonNode count = tree(body).path("count");
            return count.isIntegralNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
        } catch (UnreadableException e) {
            return OptionalLong.empty();
        }
    }

    private JsonNode tree(String body) throws UnreadableException {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new UnreadableException("no JSON: " + shown(body));
        }
    }

    private static String text(JsonNode node, String field) throws UnreadableException {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new UnreadableException("no field " + field + ": " + shown(node.toString()));
        }
        return value.stringValue();
    }

    private static Instant time(JsonNode node, String field) throws UnreadableException {
        String text = text(node, field);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableException(field + " is no time: " + shown(text));
        }
    }

    private static void requireSame(String field, String text, UUID expected) throws UnreadableException {
        if (!uuid(text).equals(expected)) {
            throw new UnreadableException("the " + field + " " + text);
        }
    }

    private static UUID uuid(String text) throws UnreadableException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("no UUID: " + shown(text));
        }
    }

    static String shown(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    /** The answer is wrong in a way that leaves nothing to compare; the message says what was got. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }
}
