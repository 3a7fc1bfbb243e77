package dev.godwit.notely.compare;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.load.LoadGenerator;
import dev.godwit.notely.load.LoadProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits, and says what is going on meanwhile. Used by one thread. */
final class ContestWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SPEAK_EVERY = Duration.ofSeconds(5);

    private final TimeSource time;
    private final Consumer<String> listener;
    private Optional<LoadGenerator> load = Optional.empty();
    private long spokeAtNanos;

    ContestWatch(TimeSource time, Consumer<String> listener) {
        this.time = time;
        this.listener = listener;
    }

    void of(LoadGenerator generator) {
        load = Optional.of(generator);
    }

    /** Something else is going on now. */
    void phase(String phase) {
        spokeAtNanos = time.monotonicNanos();
        String figures = load.map(LoadGenerator::progress)
                .filter(progress -> progress.state() != LoadProgress.State.NOT_STARTED)
                .map(progress -> "%,d operations, %,d misses, %,d errors: "
                        .formatted(progress.operations(), progress.misses(), progress.errors()))
                .orElse("");
        listener.accept(figures + phase);
    }

    /** Waits for as long after a moment. */
    void until(String phase, long sinceNanos, Duration duration) throws InterruptedException {
        atMost(phase, sinceNanos, duration, () -> false);
    }

    /** Waits for something that must happen. */
    void until(String phase, Duration patience, BooleanSupplier reached) throws InterruptedException {
        atMost(phase, time.monotonicNanos(), patience, reached);
        if (!reached.getAsBoolean()) {
            throw new ContestFailedException("not within " + patience.toSeconds() + " s: " + phase);
        }
    }

    /** Waits for something until so long after a moment. */
    void atMost(String phase, long sinceNanos, Duration duration, BooleanSupplier reached) throws InterruptedException {
        boolean first = true;
        while (time.since(sinceNanos).compareTo(duration) < 0 && !reached.getAsBoolean()) {
            if (first || time.since(spokeAtNanos).compareTo(SPEAK_EVERY) > 0) {
                phase(phase);
                first = false;
            }
            time.sleep(LOOK_EVERY);
        }
    }
}
