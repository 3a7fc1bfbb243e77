package dev.godwit.router.internal;

import org.jspecify.annotations.Nullable;

/** Which operation of one router is running in each thread. */
final class CurrentOperation<C> {
    /** Work with its connection. */
    @FunctionalInterface
    interface Piece<T extends @Nullable Object> {
        T run() throws Exception;
    }

    private final ThreadLocal<@Nullable Operation<C>> running = new ThreadLocal<>();

    @Nullable
    Operation<C> get() {
        return running.get();
    }

    /** Runs the work as the thread's operation; whatever it throws is in the outcome, except errors of the machine. */
    <T extends @Nullable Object> Outcome<T> run(Operation<C> operation, Piece<T> work) {
        running.set(operation);
        try {
            return new Outcome.Value<>(work.run());
        } catch (Exception e) {
            return new Outcome.Failure<>(e);
        } finally {
            running.remove();
        }
    }
}
