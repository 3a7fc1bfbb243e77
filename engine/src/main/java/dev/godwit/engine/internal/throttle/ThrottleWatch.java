package dev.godwit.engine.internal.throttle;

import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.Repetition;
import java.util.List;

/** Reads all signals again and again and tells the copy rate. Does nothing when there is no signal. Thread-safe. */
public final class ThrottleWatch {
    private final List<ThrottleSignal> signals;
    private final CopyRate rate;
    private final Repetition repetition;

    public ThrottleWatch(List<ThrottleSignal> signals, CopyRate rate, Tasks tasks, TimeSource time) {
        this.signals = List.copyOf(signals);
        this.rate = rate;
        this.repetition = new Repetition("godwit-throttle", this::look, CopyRate.STEP, tasks, time);
    }

    public void start() {
        if (!signals.isEmpty()) {
            repetition.start();
        }
    }

    /** Ends it and waits for its end. */
    public void stop() {
        repetition.stop();
    }

    private void look() {
        rate.adjust(signals.stream().map(ThrottleSignal::read).toList());
    }
}
