package dev.godwit.client.wire;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An error on its way between processes, in the form of RFC 9457.
 *
 * @param code a name of {@link ErrorCode}; one that the reader does not know yet counts as {@link ErrorCode#INTERNAL}
 * @param detail what happened, in one sentence
 */
public record ProblemDetails(
        String type, String title, int status, String detail, String code, ErrorKind kind, String nextStep) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDetails of(GodwitException failure, int status) {
        ErrorCode code = failure.code();
        String title = code.name().charAt(0)
                + code.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        String message = failure.getMessage();
        return new ProblemDetails(
                "about:blank",
                title,
                status,
                message == null ? title : message,
                code.name(),
                code.kind(),
                code.nextStep());
    }

    /** The error as its sender has thrown it. */
    public GodwitException toException() {
        Optional<ErrorCode> known = Arrays.stream(ErrorCode.values())
                .filter(candidate -> candidate.name().equals(code))
                .findFirst();
        return known.map(same -> new GodwitException(same, detail))
                .orElseGet(() -> new GodwitException(ErrorCode.INTERNAL, code + ": " + detail + " (" + nextStep + ")"));
    }
}
