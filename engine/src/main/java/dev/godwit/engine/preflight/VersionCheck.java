package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** A store is of a version that the connector was made for. */
final class VersionCheck implements Check {
    private static final int OLDEST = 15_00_00;

    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.stores().stream()
                .filter(store -> store.dialect() == Dialect.POSTGRESQL && store.version() < OLDEST)
                .map(store -> Problem.error(
                        ErrorCode.STORE_VERSION,
                        "store " + store.store(),
                        "PostgreSQL " + store.version() / 10_000 + " is older than " + OLDEST / 10_000))
                .toList();
    }
}
