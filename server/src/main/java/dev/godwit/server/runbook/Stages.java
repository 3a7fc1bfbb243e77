package dev.godwit.server.runbook;

import dev.godwit.core.Plan;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.engine.MoveOutline;
import java.util.ArrayList;
import java.util.List;

/** What happens, in order, and the way back of each step, as the steps that will run say it themselves. */
final class Stages {
    private Stages() {}

    static List<Runbook.Step> of(Plan plan) {
        List<Stage> stages = MoveOutline.of(plan);
        String until = "until '" + firstWithoutWayBack(stages) + "' begins";
        List<Runbook.Step> steps = new ArrayList<>();
        steps.add(new Runbook.Step(
                "preflight",
                "Asks both stores whether anything stands in the way. Changes nothing",
                "there is nothing to undo",
                "always"));
        for (Stage stage : stages) {
            for (Step step : stage.steps()) {
                String approval = stage.approval() ? ". Begins after 'godwit approve'" : "";
                steps.add(
                        switch (step.reversal()) {
                            case Reversal.Undo undo ->
                                new Runbook.Step(name(stage, step), step.plan() + approval, undo.plan(), until);
                            case Reversal.PointOfNoReturn noReturn ->
                                new Runbook.Step(
                                        name(stage, step),
                                        step.plan() + approval,
                                        "none: " + noReturn.reason(),
                                        "never");
                        });
            }
        }
        return List.copyOf(steps);
    }

    private static String firstWithoutWayBack(List<Stage> stages) {
        return stages.stream()
                .flatMap(stage -> stage.steps().stream()
                        .filter(step -> step.reversal() instanceof Reversal.PointOfNoReturn)
                        .map(step -> name(stage, step)))
                .findFirst()
                .orElse("the end");
    }

    private static String name(Stage stage, Step step) {
        return stage.steps().size() == 1 ? stage.name() : stage.name() + ": " + step.name();
    }
}
