package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** What Godwit left in a store is explained by the control store; otherwise the wrong control store is in use. */
final class LeftoversCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .filter(store -> store.installed() && !context.history().installed(store.store()))
                .map(store -> Problem.error(
                        ErrorCode.LEFTOVERS,
                        "store " + store.store(),
                        "fences of keyspace " + context.plan().keyspace().name()
                                + " are installed here, but this control store does not know them"))
                .toList();
    }
}
