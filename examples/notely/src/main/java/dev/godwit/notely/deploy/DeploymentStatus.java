package dev.godwit.notely.deploy;

import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.InstanceFacts;
import dev.godwit.rollout.ReleaseKind;
import java.time.Duration;
import java.util.Optional;

/**
 * All that people want to know about deployments.
 *
 * @param failure why the last deployment failed, or why the new version is being taken back; a compiler's errors have
 *     several lines
 * @param step what is being done, for people; after a start, what the end of an earlier process has interrupted; empty
 *     otherwise
 * @param progress 0 to 1, of the time in which two versions are there
 * @param left how much of that time is left
 * @param overlap that time, as a whole
 * @param current the version that takes over or has all requests; absent before the first is Ready
 * @param previous the one that is being replaced, or that was stopped last
 */
public record DeploymentStatus(
        DeploymentState state,
        Optional<ReleaseKind> kind,
        Optional<String> failure,
        String step,
        double progress,
        Duration left,
        Duration overlap,
        Optional<VersionStatus> current,
        Optional<VersionStatus> previous) {

    /**
     * One version of the data proxy.
     *
     * @param state {@code starting}, {@code ready}, {@code restarting} or {@code stopped}
     * @param weight percent of the requests that it is to get
     * @param facts process id, launch time, restarts, last words
     */
    public record VersionStatus(int version, StrategyName strategy, String state, int weight, InstanceFacts facts) {}
}
