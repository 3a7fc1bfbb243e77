package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** Long write transactions are worth knowing: installing, starting and cutting over wait for them. */
final class LongTransactionsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .flatMap(store -> store.longTransactions().stream()
                        .map(transaction -> Problem.warning(
                                ErrorCode.LONG_TRANSACTION,
                                "store " + store.store(),
                                "a long transaction would be waited for: " + transaction)))
                .toList();
    }
}
