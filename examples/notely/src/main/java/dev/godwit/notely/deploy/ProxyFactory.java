package dev.godwit.notely.deploy;

import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.ServiceVersion;

/** Makes new versions of the data proxy. Thread-safe. */
public interface ProxyFactory {
    /** The number of the next version: higher than all that ever were of this data folder. */
    int nextVersion();

    /**
     * Prepares a version, which is not started yet.
     *
     * @throws DeploymentRefusedException with {@link DeploymentRefusedException.Why#NOT_STARTED} when it can't be built
     */
    ServiceVersion<NoteService> prepare(int version, StrategyName strategy);
}
