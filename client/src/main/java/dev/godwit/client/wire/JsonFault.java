package dev.godwit.client.wire;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a document, for whoever has written it; nothing of the classes that it is read into. */
final class JsonFault {
    private JsonFault() {}

    static String inWords(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "unknown field; there are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                "'" + wrong.getValue() + "' is none of "
                        + Arrays.stream(wrong.getTargetType().getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "));
            case InvalidFormatException wrong -> "'" + wrong.getValue() + "' is not what belongs there";
            case MismatchedInputException missing
            when missing.getOriginalMessage().startsWith("Null value") -> "it is missing, or null";
            case MismatchedInputException ignored -> "something else belongs there";
            case StreamReadException broken -> "no valid JSON" + at(broken.getLocation());
            default -> failure.getOriginalMessage();
        };
    }

    private static String at(TokenStreamLocation location) {
        return location.getLineNr() < 1
                ? ""
                : ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
