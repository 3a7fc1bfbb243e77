package dev.godwit.core;

/** What somebody should know of a migration although nothing may stand still for it, with the operator's next step. */
public enum AlarmKind {
    /** Units should move, nobody paused them, and nothing has moved for minutes. */
    STALLED(
            "units should move, nobody paused them, and nothing has moved for a while",
            "read why they wait in 'godwit status', and the server's log"),
    /** At the measured rate the last unit moves after the deadline. */
    FORECAST_PAST_DEADLINE(
            "at the measured rate the last unit moves after the plan's deadline",
            "loosen the throttle, raise the movers, or tell those who count on the deadline"),
    /** The deadline is over and units still have to move. */
    DEADLINE_PASSED(
            "the plan's deadline is over and units still have to move",
            "decide whether to go on or to give up with 'godwit abort'"),
    /** Rows or answers differ between two stores where they should be equal. */
    MISMATCH(
            "rows or answers differ between the two stores where they should be equal",
            "find out who wrote the mirror, then 'godwit repair'"),
    /** A unit or the workflow fails again and again; each attempt may succeed, none does. */
    ERRORS(
            "a unit or the workflow fails again and again",
            "read the error that is named; its page in docs/errors says what to do"),
    /** The migration or a unit can't go on until a person has looked. */
    ATTENTION(
            "the migration or a unit can't go on until a person has looked",
            "do what the message says, then 'godwit resume'"),
    /** A router held a lease, and it lapsed although the router did not leave. */
    ROUTER_WITHOUT_LEASE(
            "a router's lease lapsed although it did not leave",
            "see whether the application runs and reaches the control plane; it works on, but its reads are slower"),
    /** Something of Godwit or of the old rows is still there although nothing needs it any more. */
    LEFTOVERS(
            "rows or objects are still there although nothing needs them any more",
            "let 'godwit doctor' list them and 'godwit remove' remove them"),
    /** Units in probation can't go back without losing writes. */
    WAY_BACK_STALE(
            "units in probation can't go back, because the old store is no longer kept equal",
            ErrorCode.WAY_BACK_STALE.nextStep()),
    /** More changes wait to be mirrored than the limits allow, so that the copy pauses. */
    MARKS_BACKLOG(
            "more changes wait to be mirrored than the limits allow, so the copy pauses",
            ErrorCode.MARKS_BACKLOG.nextStep()),
    /** A sequence has left its range of keys, soon will, or can't be looked at. */
    KEY_RANGE(
            "a sequence has left its range of keys, soon will, or can't be looked at",
            "do what the message says; docs/schemas.md explains key ranges"),
    /** Nothing has happened for days, because somebody has to decide and has not. */
    FOREVER(
            "nothing has happened for days, because somebody has to decide and has not",
            "decide what the message names, or give the migration up with 'godwit abort'");

    private final String meaning;
    private final String nextStep;

    AlarmKind(String meaning, String nextStep) {
        this.meaning = meaning;
        this.nextStep = nextStep;
    }

    /** What it means, in one sentence without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** What the operator does next, in one sentence without a full stop. */
    public String nextStep() {
        return nextStep;
    }
}
