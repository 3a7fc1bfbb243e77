package dev.godwit.router.internal;

import org.jspecify.annotations.Nullable;

/** What came of running an application's work: a failure is an answer too, and may be as stale as a value. */
sealed interface Outcome<T extends @Nullable Object> {
    /** The work has returned. */
    record Value<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /** The work, or the store under it, has thrown. */
    record Failure<T extends @Nullable Object>(Exception cause) implements Outcome<T> {}

    /** The value, or the exception as it was. */
    @SuppressWarnings("unchecked") // only work that may throw E, or anything unchecked, was run
    default <E extends Exception> T orThrow() throws E {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Failure<T>(Exception cause) -> throw (E) cause;
        };
    }

    default boolean failed() {
        return this instanceof Failure;
    }
}
