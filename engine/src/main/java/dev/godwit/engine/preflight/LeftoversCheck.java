package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.List;

/** What Godwit left in a store is explained by the control store; otherwise that was lost, or is the wrong one. */
final class LeftoversCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .filter(store -> unexplained(context, store))
                .map(store -> Problem.error(
                        ErrorCode.CONTROL_STORE_LOST,
                        "store " + store.store(),
                        "fences of keyspace " + context.plan().keyspace().name()
                                + " are installed here, but this control store does not know them"))
                .toList();
    }

    static boolean unexplained(PreflightContext context, StoreFacts store) {
        return store.installed() && !context.history().installed(store.store());
    }
}
