package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.engine.internal.PlanDigest;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import java.util.List;
import java.util.Optional;

/** The last rehearsal was of this plan and green, where the plan requires that. */
final class RehearsalCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        Plan plan = context.plan();
        Optional<RehearsalRecord> last = context.history().rehearsal();
        if (plan.rehearsal().filter(Plan.Rehearsal::required).isEmpty()
                || last.filter(rehearsal -> rehearsal.green() && isOf(rehearsal, plan))
                        .isPresent()) {
            return List.of();
        }
        return List.of(Problem.error(
                ErrorCode.REHEARSAL_MISSING, "rehearsal", "the plan requires a green one; " + inWords(plan, last)));
    }

    /** How it stands with the rehearsal of a plan, for people. */
    static String inWords(Plan plan, Optional<RehearsalRecord> last) {
        return last.map(rehearsal ->
                        (isOf(rehearsal, plan) ? "the last one was " : "the plan has changed since one was ")
                                + rehearsal.inWords())
                .orElse("there was none");
    }

    private static boolean isOf(RehearsalRecord rehearsal, Plan plan) {
        return rehearsal.digest().equals(PlanDigest.of(plan));
    }
}
