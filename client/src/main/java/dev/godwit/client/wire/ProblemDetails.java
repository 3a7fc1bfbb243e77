package dev.godwit.client.wire;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.NotInThisPhaseException;
import dev.godwit.core.Phase;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An error on its way between processes, in the form of RFC 9457.
 *
 * @param code a name of {@link ErrorCode}; one that the reader does not know yet counts as {@link ErrorCode#INTERNAL}
 * @param detail what happened, in one sentence
 * @param allowedPhases where a command means nothing for a unit in its phase: those in which it does; otherwise empty
 * @param problems where several things stand in the way of what was asked, all of them; otherwise empty
 */
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        String code,
        ErrorKind kind,
        String nextStep,
        List<Phase> allowedPhases,
        List<Problem> problems) {
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
                code.nextStep(),
                failure instanceof NotInThisPhaseException phase
                        ? phase.allowed().stream().sorted().toList()
                        : List.of(),
                failure instanceof ProblemsException several ? several.problems() : List.of());
    }

    /** The error as its sender has thrown it. */
    public GodwitException toException() {
        if (problems.stream().anyMatch(Problem::stops)) {
            return new ProblemsException(problems);
        }
        if (!allowedPhases.isEmpty()) {
            return new NotInThisPhaseException(detail, Set.copyOf(allowedPhases));
        }
        Optional<ErrorCode> known = Arrays.stream(ErrorCode.values())
                .filter(candidate -> candidate.name().equals(code))
                .findFirst();
        return known.map(same -> new GodwitException(same, detail))
                .orElseGet(() -> new GodwitException(ErrorCode.INTERNAL, code + ": " + detail + " (" + nextStep + ")"));
    }
}
