package dev.godwit.client.wire;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Where in a document something is wrong, as in {@code scope.wave}. */
final class JsonPath {
    private JsonPath() {}

    static String of(JacksonException failure) {
        return failure.getPath().stream().map(JsonPath::step).collect(Collectors.joining("."));
    }

    private static String step(JacksonException.Reference reference) {
        String name = reference.getPropertyName();
        return name == null ? Integer.toString(reference.getIndex()) : name;
    }
}
