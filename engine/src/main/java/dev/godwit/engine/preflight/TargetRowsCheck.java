package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.ArrayList;
import java.util.List;

/** The target has no rows that nobody explains: they would be overwritten, or be left in the way. */
final class TargetRowsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        if (context.target()
                .filter(store -> LeftoversCheck.unexplained(context, store))
                .isPresent()) {
            // Whose control store was lost must not be told to remove rows: they may be all that there is.
            return problems;
        }
        if (context.history().isDefaultHome(context.plan().target())) {
            // Units go where others live that never left; each is looked at on its own when it starts.
            return problems;
        }
        for (TablePair pair : context.pairs()) {
            pair.target()
                    .facts()
                    .sampleUnit()
                    .filter(unit -> !context.history().explains(unit))
                    .ifPresent(unit -> problems.add(Problem.error(
                            ErrorCode.TARGET_NOT_EMPTY,
                            pair.target().place(),
                            "there are rows already, such as those of unit " + unit)));
        }
        return problems;
    }
}
