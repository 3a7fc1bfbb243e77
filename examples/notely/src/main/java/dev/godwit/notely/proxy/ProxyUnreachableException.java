package dev.godwit.notely.proxy;

/**
 * A proxy gave no answer: whether it has carried out what it was asked is unknown. Every operation on notes may be
 * repeated, at this proxy or another.
 */
public final class ProxyUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProxyUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
