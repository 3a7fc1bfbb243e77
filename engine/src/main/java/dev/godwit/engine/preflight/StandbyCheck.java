package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.List;

/** A store takes writes: it is no standby. */
final class StandbyCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .filter(StoreFacts::standby)
                .map(store -> Problem.error(
                        ErrorCode.STORE_IS_STANDBY,
                        "store " + store.store(),
                        "this database is a standby and takes no writes"))
                .toList();
    }
}
