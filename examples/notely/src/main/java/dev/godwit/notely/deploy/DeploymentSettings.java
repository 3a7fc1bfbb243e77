package dev.godwit.notely.deploy;

import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.ReleaseSettings;
import dev.godwit.rollout.Tolerance;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How versions are deployed.
 *
 * @param dataFolder where records of releases are kept
 * @param strategy of the first version
 * @param overlap how long two versions are there; for weighted releases, per step
 */
public record DeploymentSettings(Path dataFolder, StrategyName strategy, Duration overlap) {
    /** Proxies are new JVMs on a machine that may have two cores for all of it. */
    private static final Tolerance TOLERANCE = new Tolerance(5, Duration.ofMillis(250), Duration.ofSeconds(10));

    ReleaseSettings release() {
        return ReleaseSettings.DEFAULT.withOverlap(overlap).withTolerance(TOLERANCE);
    }
}
