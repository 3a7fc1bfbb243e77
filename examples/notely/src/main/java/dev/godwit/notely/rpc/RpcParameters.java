package dev.godwit.notely.rpc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a call, or an object in them, read strictly: a number is no text, and what has to be there is there.
 *
 * <p>All methods throw {@link RpcException} with {@link RpcException#INVALID_PARAMETERS}; the message names the field.
 *
 * @param path what the object is called in messages, with a dot at its end if it is not empty
 */
public record RpcParameters(String path, ObjectNode fields) {
    private static final int UUID_LENGTH = 36;

    /** An object that has to be there. */
    public RpcParameters object(String name) {
        if (required(name) instanceof ObjectNode object) {
            return new RpcParameters(path + name + ".", object);
        }
        throw refused(name, "must be an object");
    }

    public String text(String name) {
        return text(name, required(name));
    }

    /** A text that may be absent or null. */
    public Optional<String> optionalText(String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(text(name, value));
    }

    public boolean truth(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw refused(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A UUID of 36 characters. */
    public UUID uuid(String name) {
        String text = text(name);
        if (text.length() == UUID_LENGTH) {
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equalsIgnoreCase(text)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                // falls through to the same answer
            }
        }
        throw refused(name, "must be a UUID");
    }

    /** A moment as in RFC 3339. */
    public Instant instant(String name) {
        String text = text(name);
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .parse(text, OffsetDateTime::from)
                    .toInstant();
        } catch (DateTimeException e) {
            throw refused(name, "must be a time as in RFC 3339, such as 2026-12-31T23:59:59.999Z");
        }
    }

    /** What a method says about a field that has the right type and still makes no sense. */
    public RpcException refused(String name, String reason) {
        return new RpcException(RpcException.INVALID_PARAMETERS, path + name + " " + reason);
    }

    private JsonNode required(String name) {
        JsonNode value = fields.get(name);
        if (value == null) {
            throw refused(name, "is missing");
        }
        return value;
    }

    private String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw refused(name, "must be a text");
        }
        return value.stringValue();
    }
}
