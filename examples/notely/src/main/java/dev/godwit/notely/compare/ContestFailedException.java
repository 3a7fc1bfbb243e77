package dev.godwit.notely.compare;

/** A run could not be carried out; the message says why, for people. */
final class ContestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ContestFailedException(String message) {
        super(message);
    }
}
