package dev.godwit.notely.deploy;

/** What the deployment controller does. */
public enum DeploymentState {
    /** No version was started yet. */
    INITIAL,
    /** A new version is being started; what ran before has all requests. */
    ROLLOUT_LAUNCH_NEW,
    /** The new version is Ready; both are there, until the old one is stopped or the new one is taken back. */
    ROLLOUT_WAIT,
    /** One version has all requests. */
    READY,
    /** The last deployment failed, or the version that runs can't be kept alive; the reason says which. */
    FAILED
}
