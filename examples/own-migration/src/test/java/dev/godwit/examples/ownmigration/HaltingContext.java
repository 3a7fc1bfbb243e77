package dev.godwit.examples.ownmigration;

import dev.godwit.core.StepContext;
import dev.godwit.core.TimeSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Says which of a step's words to its runner is about to be spoken, such as {@code remember-3}. */
final class HaltingContext implements StepContext {
    private final StepContext real;
    private final Consumer<String> reached;
    private int memories;
    private int figures;

    HaltingContext(StepContext real, Consumer<String> reached) {
        this.real = real;
        this.reached = reached;
    }

    @Override
    public TimeSource time() {
        return real.time();
    }

    @Override
    public void note(String message) {
        real.note(message);
    }

    @Override
    public void waitsFor(String reason) {
        real.waitsFor(reason);
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        real.awaitNotPaused();
    }

    @Override
    public void progress(long done, long total) {
        figures++;
        reached.accept("progress-" + figures);
        real.progress(done, total);
    }

    @Override
    public void remember(String text) {
        memories++;
        reached.accept("remember-" + memories);
        real.remember(text);
    }

    @Override
    public Optional<String> remembered() {
        return real.remembered();
    }
}
