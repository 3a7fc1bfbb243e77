package dev.godwit.notely.api;

/** A deployment that did not happen; what ran before still runs. The message is for the caller. */
public final class DeploymentRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;

    public DeploymentRefusedException(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    /** What decides on the status of the answer. */
    public enum Why {
        /** Another one is under way. */
        UNDER_WAY,
        /** The request asks for what does not exist. */
        INVALID,
        /** The new version could not be built or did not get Ready. */
        NOT_STARTED
    }
}
