package dev.godwit.notely.terminal;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the view again and again beside the screen, so that a slow source does not hold up a key. Thread-safe. */
final class NewestView implements Runnable {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Supplier<NotelyView> source;
    private final TimeSource time;
    private volatile Optional<NotelyView> view = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    NewestView(Supplier<NotelyView> source, TimeSource time) {
        this.source = source;
        this.time = time;
    }

    /** What was seen last; absent until something was. */
    Optional<NotelyView> view() {
        return view;
    }

    /** Why nothing newer could be read. */
    Optional<String> failure() {
        return failure;
    }

    /** Reads until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                read();
                time.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void read() {
        try {
            view = Optional.of(source.get());
            failure = Optional.empty();
        } catch (RuntimeException e) {
            failure = Optional.of(Orders.reason(e));
        }
    }
}
