package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.List;
import java.util.Optional;

/** Source and target are two databases; in one, the fences of both would be the same rows. */
final class SameStoreCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        Optional<String> source = context.source().map(StoreFacts::database);
        Optional<String> target = context.target().map(StoreFacts::database);
        if (source.isEmpty() || !source.equals(target)) {
            return List.of();
        }
        return List.of(Problem.error(
                ErrorCode.SAME_STORE,
                "stores " + context.plan().source() + " and " + context.plan().target(),
                "both are the database " + source.get()));
    }
}
