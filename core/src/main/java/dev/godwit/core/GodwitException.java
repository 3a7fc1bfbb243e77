package dev.godwit.core;

/**
 * The root of all errors that Godwit raises. It carries a stable code, the kind and the operator's next step, which
 * {@code docs/errors} explains at length.
 */
public class GodwitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public GodwitException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public GodwitException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public final ErrorCode code() {
        return code;
    }

    /** One line for a person: the code, what happened, what to do. */
    public final String describe() {
        return code + ": " + getMessage() + ". Next: " + code.nextStep();
    }
}
