package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** No prepared transaction holds locks; it would, even through a restart, until somebody ends it. */
final class PreparedTransactionsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .flatMap(store -> store.preparedTransactions().stream()
                        .map(name -> Problem.error(
                                ErrorCode.PREPARED_TRANSACTION,
                                "store " + store.store(),
                                "prepared transaction " + name + " holds its locks until somebody ends it")))
                .toList();
    }
}
