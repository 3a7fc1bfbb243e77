package dev.godwit.engine.internal.mover;

import dev.godwit.core.Tasks;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One result that is worked out while its consumer is still busy with the one before. */
final class Ahead<T> {
    private final Tasks.Task task;
    private final AtomicReference<Optional<T>> result;
    private final AtomicReference<Optional<RuntimeException>> failure;

    private Ahead(
            Tasks.Task task, AtomicReference<Optional<T>> result, AtomicReference<Optional<RuntimeException>> failure) {
        this.task = task;
        this.result = result;
        this.failure = failure;
    }

    static <T> Ahead<T> start(Tasks tasks, String name, Supplier<T> work) {
        AtomicReference<Optional<T>> result = new AtomicReference<>(Optional.empty());
        AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());
        Tasks.Task task = tasks.start(name, () -> {
            try {
                result.set(Optional.of(work.get()));
            } catch (RuntimeException e) {
                failure.set(Optional.of(e));
            }
        });
        return new Ahead<>(task, result, failure);
    }

    /**
     * Waits for the end of the work, whatever came of it.
     *
     * @throws InterruptedException when the waiting thread is interrupted meanwhile
     */
    void join() throws InterruptedException {
        task.join();
    }

    /**
     * Waits for the result; rethrows what the work threw.
     *
     * @throws InterruptedException when the waiting thread is interrupted meanwhile
     */
    T await() throws InterruptedException {
        task.join();
        if (failure.get().isPresent()) {
            throw failure.get().get();
        }
        return result.get().orElseThrow(() -> new IllegalStateException("the work ended without a result"));
    }
}
