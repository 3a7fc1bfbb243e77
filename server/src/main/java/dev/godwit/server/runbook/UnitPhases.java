package dev.godwit.server.runbook;

import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.server.words.Figures;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What each unit goes through in its wave. */
final class UnitPhases {
    private UnitPhases() {}

    static List<Runbook.UnitPhase> of(Plan plan) {
        return Arrays.stream(Phase.values())
                .map(phase -> new Runbook.UnitPhase(
                        phase.name().toLowerCase(Locale.ROOT).replace('_', ' '), meaning(phase, plan)))
                .toList();
    }

    private static String meaning(Phase phase, Plan plan) {
        String source = plan.sourcesInWords();
        String target = plan.targetsInWords();
        return switch (phase) {
            case SETTLED ->
                "lives in " + source + ", and after finalize in " + target + ", where its old rows in " + source
                        + " are removed after " + inWords(plan.retention());
            case COPYING ->
                "its rows are copied to " + target + " in key order while " + source
                        + (plan.cutover().offlineWindow().isPresent()
                                ? " takes reads and refuses writes; those that come when the window is over are marked by"
                                        + " the writer's own transaction and mirrored."
                                : " takes reads and writes; changed rows are marked by the writer's own transaction and"
                                        + " mirrored.")
                        + " Then both stores are compared by digests, and row by row where they differ; a difference that"
                        + " survives " + onMismatch(plan);
            case SYNCED ->
                target + " is kept equal to " + source
                        + (plan.cutover().approve() ? ", until 'godwit approve' lets the wave be cut over" : "");
            case CUTTING ->
                "its writes are held, the last rows are mirrored and compared, and " + target
                        + " becomes its home. If that takes longer than "
                        + plan.cutover().maxPause().toMillis() + " ms, " + source
                        + " takes the writes again and it is tried later";
            case PROBATION ->
                plan.cutover().wayBack()
                        ? inProbation(source, target, plan)
                        : target + " takes reads and writes; nothing is mirrored back, and nothing rolls back. 'godwit"
                                + " finalize' ends it";
            case CUTTING_BACK ->
                plan.cutover().wayBack()
                        ? "after 'godwit rollback': the same as cutting, towards " + source
                        : "never: there is no way back after cutover";
            case CLEANING ->
                "after 'godwit abort': what was copied is removed from " + target + "; " + source
                        + " was never changed";
        };
    }

    private static String inProbation(String source, String target, Plan plan) {
        return target + " takes reads and writes, and each changed row is mirrored back to " + source
                + ", as long as the control plane runs, so that 'godwit rollback' loses nothing. 'godwit finalize'"
                + " ends it, before " + inWords(plan.probation()) + " are over only with --reason";
    }

    private static String onMismatch(Plan plan) {
        return switch (plan.onMismatch()) {
            case STOP -> "stops the unit until a person has looked";
            case REPAIR -> "is repaired from the unit's home";
        };
    }

    private static String inWords(Duration duration) {
        return duration.isZero() ? "no time" : Figures.duration(duration);
    }
}
