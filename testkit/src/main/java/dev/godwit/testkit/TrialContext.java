package dev.godwit.testkit;

import dev.godwit.core.StepContext;
import dev.godwit.core.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step sees of a runner that nobody pauses, for tests; keeps what the step said. Not thread-safe. */
public final class TrialContext implements StepContext {
    private final TimeSource time;
    private final List<String> notes = new ArrayList<>();
    private Optional<String> memory = Optional.empty();
    private long done;
    private long total;

    public TrialContext(TimeSource time) {
        this.time = time;
    }

    /** What the step has told the journal. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** How far the step said that it is, as in {@code 3 of 7}. */
    public String progress() {
        return done + " of " + total;
    }

    /** What a runner does when a step is undone. */
    public void forget() {
        memory = Optional.empty();
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public void note(String message) {
        notes.add(message);
    }

    @Override
    public void waitsFor(String reason) {}

    @Override
    public void awaitNotPaused() {}

    @Override
    public void progress(long doneNow, long totalNow) {
        done = doneNow;
        total = totalNow;
    }

    @Override
    public void remember(String text) {
        memory = Optional.of(text);
    }

    @Override
    public Optional<String> remembered() {
        return memory;
    }
}
