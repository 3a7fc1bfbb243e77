package dev.godwit.engine.internal.workflow;

/** Someone asked for the abort of the migration; the workflow stops where it is and is undone. */
public final class AbortRequestedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbortRequestedException() {
        super("the migration is to be aborted");
    }
}
