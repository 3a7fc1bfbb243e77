package dev.godwit.notely.account;

/** What the flags of an account ask for is not possible now; the message says why, and what to do instead. */
public final class FlagsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FlagsRefusedException(String message) {
        super(message);
    }

    public FlagsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
