package dev.godwit.engine.internal.workflow;

import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The move as a workflow: prepare, the waves in order, probation, finalize, retention. */
public final class MoveWorkflow {
    private MoveWorkflow() {}

    public static Workflow of(MoveParts parts, PausePoints pausePoints) {
        Plan plan = parts.plan();
        List<Stage> stages = new ArrayList<>();
        boolean ranges = plan.keys() == Plan.Keys.RANGES;
        List<Step> prepare = new ArrayList<>();
        plan.movingStores().forEach(store -> prepare.add(new InstallStep(store, parts, pausePoints)));
        prepare.add(new RememberStoresStep(parts));
        if (ranges) {
            prepare.add(new KeyRangesStep(parts));
        }
        stages.add(new Stage("prepare", false, prepare));
        for (Plan.Wave wave : plan.wavesAsTheyBegin()) {
            stages.add(new Stage("wave " + wave.name(), wave.approve(), List.of(new WaveStep(wave, parts))));
        }
        boolean bornInTarget = plan.newUnits() == Plan.NewUnits.TARGET;
        if (bornInTarget) {
            stages.add(new Stage(
                    "new units", false, List.of(new DefaultHomeStep(parts, pausePoints, new Newcomers(parts)::move))));
        }
        stages.add(new Stage("probation", false, List.of(new ProbationStep(parts))));
        FinalizeStep finalize = new FinalizeStep(parts);
        List<Step> end = new ArrayList<>(List.of(finalize));
        // Units that no wave took go on living in the source, by its default.
        if (plan.takesAll() && !bornInTarget && plan.spread().isEmpty()) {
            end.add(new DefaultHomeStep(parts, pausePoints, finalize::settleAll));
        }
        if (plan.takesAll() && ranges) {
            end.add(new KeyRangesEndStep(parts));
        }
        stages.add(new Stage("finalize", false, end));
        stages.add(new Stage("retention", false, List.of(new RemoveSourceRowsStep(parts))));
        return new Workflow(plan.migration().value(), plan.deadline(), stages);
    }
}
