package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** A failover to a standby that lags could undo a freeze or a change of home; somebody has to own that. */
final class FailoverCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        if (context.plan().accept().failoverCanLoseFreeze()) {
            return List.of();
        }
        return context.stores().stream()
                .filter(store -> !store.standbys().isEmpty())
                .map(store -> Problem.error(
                        ErrorCode.FAILOVER_RISK,
                        "store " + store.store(),
                        "a failover could lose a freeze: commits do not wait for standby "
                                + String.join(", ", store.standbys())))
                .toList();
    }
}
