package dev.godwit.core;

import java.util.Optional;

/** What a step may use while it runs. */
public interface StepContext {
    TimeSource time();

    /** Tells the journal and everyone who watches what happened. */
    void note(String message);

    /** Says why the step waits; an empty text when it no longer does. */
    void waitsFor(String reason);

    /**
     * Waits while the workflow is paused. A step that lasts asks between its batches.
     *
     * @throws InterruptedException when the runner is told to stop
     */
    void awaitNotPaused() throws InterruptedException;

    /**
     * Says how far the step is; rate and estimate follow from it.
     *
     * @param total may be an estimate; 0 when it is not known
     */
    void progress(long done, long total);

    /**
     * Writes a text into the journal that the step finds again after a crash, such as the last key of a batch. It is
     * durable when the call returns and forgotten when the step is undone. Write it after what it speaks of: a crash
     * between the two repeats a batch and skips none.
     */
    void remember(String text);

    /** What the step remembered last. */
    Optional<String> remembered();
}
