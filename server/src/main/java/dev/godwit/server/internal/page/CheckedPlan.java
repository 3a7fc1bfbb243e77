package dev.godwit.server.internal.page;

import dev.godwit.core.Problem;
import dev.godwit.server.runbook.Runbook;
import java.util.List;
import java.util.Optional;

/**
 * What came of looking at a plan.
 *
 * @param runbook what would happen; absent when the plan can't be read
 */
public record CheckedPlan(Optional<Runbook> runbook, List<Problem> problems) {
    public boolean mayStart() {
        return runbook.isPresent() && problems.stream().noneMatch(Problem::stops);
    }
}
