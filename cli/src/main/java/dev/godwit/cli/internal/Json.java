package dev.godwit.cli.internal;

import tools.jackson.databind.json.JsonMapper;

/** What {@code --json} prints: the same records that people see, one line each. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
