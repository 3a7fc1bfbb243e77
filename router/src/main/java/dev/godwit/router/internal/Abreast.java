package dev.godwit.router.internal;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does something for several at the same time, each in a task of its own, and waits for them so long. Thread-safe. */
final class Abreast {
    private final Tasks tasks;
    private final TimeSource time;

    Abreast(Tasks tasks, TimeSource time) {
        this.tasks = tasks;
        this.time = time;
    }

    /** What is done for each. */
    @FunctionalInterface
    interface Step<K, T extends @Nullable Object> {
        T run(K each) throws Exception;
    }

    /** What came of it. */
    sealed interface End<T extends @Nullable Object> {
        record Done<T extends @Nullable Object>(T value) implements End<T> {}

        record Failed<T extends @Nullable Object>(Throwable why) implements End<T> {}

        /** It is still running, and was asked to stop; nobody learns what comes of it. */
        record Late<T extends @Nullable Object>() implements End<T> {}
    }

    /**
     * Returns when all have ended, the patience is over or the caller is interrupted.
     *
     * @param cleanUp what one that was late does when it ends, in its own task
     */
    <K, T extends @Nullable Object> Map<K, End<T>> run(
            Collection<K> all, Duration patience, Step<K, T> step, Consumer<K> cleanUp) {
        Round<K, T> round = new Round<>(step, cleanUp, time.signal());
        Map<K, Tasks.Task> running = new HashMap<>();
        for (K each : all) {
            running.put(each, tasks.start("godwit-scatter-" + each, () -> round.run(each)));
        }
        await(round, all.size(), time.monotonicNanos() + patience.toNanos());
        Map<K, End<T>> ends = round.close(all);
        ends.forEach((each, end) -> {
            if (end instanceof End.Late<T>) {
                Objects.requireNonNull(running.get(each)).cancel();
            }
        });
        return ends;
    }

    private void await(Round<?, ?> round, int wanted, long until) {
        try {
            long seen = round.news.version();
            while (round.ended() < wanted && until - time.monotonicNanos() > 0) {
                round.news.await(seen, Duration.ofNanos(until - time.monotonicNanos()));
                seen = round.news.version();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Round<K, T extends @Nullable Object> {
        private final Step<K, T> step;
        private final Consumer<K> cleanUp;
        private final Signal news;
        private final Map<K, End<T>> ends = new HashMap<>();
        private boolean closed;

        Round(Step<K, T> step, Consumer<K> cleanUp, Signal news) {
            this.step = step;
            this.cleanUp = cleanUp;
            this.news = news;
        }

        @SuppressWarnings("PMD.AvoidCatchingThrowable")
        void run(K each) {
            End<T> end;
            try {
                end = new End.Done<>(step.run(each));
            } catch (Throwable e) {
                end = new End.Failed<>(e);
            }
            if (hand(each, end)) {
                news.raise();
            } else {
                cleanUp.accept(each);
            }
        }

        synchronized int ended() {
            return ends.size();
        }

        synchronized Map<K, End<T>> close(Collection<K> all) {
            closed = true;
            all.forEach(each -> ends.putIfAbsent(each, new End.Late<>()));
            return ends;
        }

        private synchronized boolean hand(K each, End<T> end) {
            if (!closed) {
                ends.put(each, end);
            }
            return !closed;
        }
    }
}
