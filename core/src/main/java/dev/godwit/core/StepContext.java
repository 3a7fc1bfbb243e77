package dev.godwit.core;

/** What a step may use while it runs. */
public interface StepContext {
    TimeSource time();

    /** Tells the journal and everyone who watches what happened. */
    void note(String message);

    /** Says why the step waits; an empty text when it no longer does. */
    void waitsFor(String reason);

    /**
     * Waits while the workflow is paused.
     *
     * @throws InterruptedException when the runner is told to stop
     */
    void awaitNotPaused() throws InterruptedException;
}
