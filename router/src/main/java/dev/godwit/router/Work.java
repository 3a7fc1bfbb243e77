package dev.godwit.router;

import org.jspecify.annotations.Nullable;

/**
 * What an application does with a connection inside a transaction of the router. It may run more than once, each time
 * with another connection, so it has no side effects outside the store, does not commit, and keeps neither the
 * connection nor anything read lazily from it.
 *
 * @param <C> the connection
 * @param <T> what it returns; may be null
 * @param <E> what it may throw; it reaches the caller as it is
 */
@FunctionalInterface
public interface Work<C, T extends @Nullable Object, E extends Exception> {
    T run(C connection) throws E;
}
