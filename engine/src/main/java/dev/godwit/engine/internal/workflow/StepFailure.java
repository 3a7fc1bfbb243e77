package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.sql.SQLException;
import java.util.Optional;

/** What a failure of a step means: whether it passes by itself, or a person has to look. */
public final class StepFailure {
    private static final int CLASS_LENGTH = 2;
    private static final int CAUSES_MAX = 20;

    private StepFailure() {}

    /** The failure with a code that says who has to act. One that has a code already stays as it is. */
    public static GodwitException of(String step, Exception failure) {
        if (failure instanceof GodwitException known) {
            return known;
        }
        Optional<SQLException> refusal = refusal(failure);
        ErrorCode code = refusal.map(StepFailure::meaning).orElse(ErrorCode.STEP_FAILED);
        String message = refusal.map(Throwable::getMessage).orElseGet(failure::toString);
        return new GodwitException(code, "step " + step + ": " + message, failure);
    }

    /** The database's own words, however deep a framework has wrapped them. */
    private static Optional<SQLException> refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < CAUSES_MAX && cause != null; depth++) {
            if (cause instanceof SQLException refused) {
                return Optional.of(refused);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static ErrorCode meaning(SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        return switch (state) {
            case "55P03" -> ErrorCode.STORE_BUSY;
            case "57014" -> ErrorCode.STORE_STATEMENT_TIMEOUT;
            case "57P01", "57P02", "57P03" -> ErrorCode.STORE_CONNECTION_LOST;
            default ->
                switch (state.length() < CLASS_LENGTH ? "" : state.substring(0, CLASS_LENGTH)) {
                    case "08" -> ErrorCode.STORE_CONNECTION_LOST;
                    case "40" -> ErrorCode.STORE_BUSY;
                    case "53" -> ErrorCode.STORE_EXHAUSTED;
                    default -> ErrorCode.STEP_FAILED;
                };
        };
    }
}
