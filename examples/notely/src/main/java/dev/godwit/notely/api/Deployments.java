package dev.godwit.notely.api;

import java.util.Optional;

/** What the API asks of the deployment controller. Thread-safe. */
@FunctionalInterface
public interface Deployments {
    /**
     * Starts the next version and returns once it is Ready.
     *
     * @param rollout how traffic goes over to it, such as {@code rolling}
     * @param strategy what it runs, if that is to change
     * @throws DeploymentRefusedException when it is not begun, or did not start
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void deploy(Optional<String> rollout, Optional<String> strategy) throws InterruptedException;
}
