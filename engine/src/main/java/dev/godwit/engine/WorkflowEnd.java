package dev.godwit.engine;

/** How a run of a user's workflow came to an end. */
public enum WorkflowEnd {
    /** Every step is done. */
    DONE,
    /** Every step that had begun is undone. */
    UNDONE,
    /** The run was stopped, or another process has the workflow; it goes on where it was. */
    STOPPED
}
