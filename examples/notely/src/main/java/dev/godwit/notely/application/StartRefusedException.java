package dev.godwit.notely.application;

/** Notely can't start as it was asked to; nothing was changed. The message says why, and what to do instead. */
public final class StartRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
