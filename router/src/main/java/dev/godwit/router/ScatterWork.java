package dev.godwit.router;

import org.jspecify.annotations.Nullable;

/**
 * What an application asks of every store. It runs once in each, in a read-only transaction.
 *
 * @param <C> the connection
 * @param <T> what it returns; may be null
 * @param <E> what it may throw; it reaches the caller as it is
 */
@FunctionalInterface
public interface ScatterWork<C, T extends @Nullable Object, E extends Exception> {
    T run(C connection, Home home) throws E;
}
