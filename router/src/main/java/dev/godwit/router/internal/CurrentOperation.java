package dev.godwit.router.internal;

import dev.godwit.router.Work;
import org.jspecify.annotations.Nullable;

/** Which operation of one router is running in each thread. */
final class CurrentOperation<C> {
    private final ThreadLocal<@Nullable Operation<C>> running = new ThreadLocal<>();

    @Nullable
    Operation<C> get() {
        return running.get();
    }

    /** Runs the work as the thread's operation; whatever it throws is in the outcome, except errors of the machine. */
    <T extends @Nullable Object> Outcome<T> run(Operation<C> operation, C connection, Work<? super C, T, ?> work) {
        running.set(operation);
        try {
            return new Outcome.Value<>(work.run(connection));
        } catch (Exception e) {
            return new Outcome.Failure<>(e);
        } finally {
            running.remove();
        }
    }
}
