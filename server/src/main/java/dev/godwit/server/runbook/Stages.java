package dev.godwit.server.runbook;

import dev.godwit.core.Plan;
import java.time.Duration;
import java.util.List;

/** What happens, in order, and the way back of each step. */
final class Stages {
    private static final String UNTIL_FINALIZE = "until 'godwit finalize'";

    private Stages() {}

    static List<Runbook.Step> of(Plan plan) {
        String source = plan.source().value();
        String target = plan.target().value();
        return List.of(
                new Runbook.Step(
                        "preflight",
                        "Asks both stores whether anything stands in the way. Changes nothing.",
                        "there is nothing to undo",
                        "always"),
                new Runbook.Step(
                        "install",
                        "Creates the schema of the fences in both stores and triggers on each table, one after the other.",
                        "'godwit abort' removes all of it",
                        UNTIL_FINALIZE),
                new Runbook.Step(
                        "copy",
                        "Wave by wave: copies each unit's rows to " + target + " in key order while " + source
                                + " takes reads and writes; changed rows are marked by the writer's own transaction and"
                                + " mirrored.",
                        "'godwit abort' removes from " + target + " what was copied; " + source + " was never changed",
                        UNTIL_FINALIZE),
                new Runbook.Step(
                        "verify",
                        "Compares each unit in both stores by digests, and row by row where they differ. A difference that"
                                + " survives " + onMismatch(plan) + ".",
                        "there is nothing to undo",
                        "always"),
                new Runbook.Step(
                        "cut over",
                        "Unit by unit" + (plan.cutover().approve() ? ", each wave after 'godwit approve'" : "")
                                + ": holds the unit's writes, mirrors the last rows, compares them, makes " + target
                                + " its home. If that takes longer than "
                                + plan.cutover().maxPause().toMillis() + " ms, " + source
                                + " takes the writes again and it is tried later.",
                        "'godwit rollback' makes " + source + " the home again, with all that was written since",
                        UNTIL_FINALIZE),
                new Runbook.Step(
                        "probation",
                        "For " + days(plan.probation()) + ": " + target
                                + " takes reads and writes, and each changed row is" + " mirrored back to " + source
                                + ", as long as 'godwit run' runs.",
                        "'godwit rollback'",
                        UNTIL_FINALIZE),
                new Runbook.Step(
                        "finalize",
                        "When told by 'godwit finalize', before the end of the probation with --reason: mirroring back ends, "
                                + source + " refuses writes to the units for good.",
                        "none: this is the point of no return",
                        "never"),
                new Runbook.Step(
                        "remove",
                        "After " + days(plan.retention()) + ": removes the units' rows from " + source
                                + " in throttled chunks.",
                        "none: the rows are gone",
                        "never"));
    }

    private static String onMismatch(Plan plan) {
        return switch (plan.onMismatch()) {
            case STOP -> "stops the unit until a person has looked";
            case REPAIR -> "is repaired from the unit's home";
        };
    }

    private static String days(Duration duration) {
        if (duration.isZero()) {
            return "no time";
        }
        return duration.toHours() % 24 == 0
                ? duration.toDays() + " d"
                : duration.toMinutes() % 60 == 0 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }
}
