package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The runbook of a user's workflow. */
@Command(name = "plan", description = "Prints what each step will do and how it is undone. Changes nothing.")
final class OwnPlanVerb implements Callable<Integer> {
    private final OwnSurroundings surroundings;

    @Mixin
    private OutputOptions output = new OutputOptions();

    OwnPlanVerb(OwnSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        for (Stage stage : surroundings.workflow().stages()) {
            if (!output.json()) {
                say("Stage " + stage.name() + (stage.approval() ? ", when it is approved:" : ":"));
            }
            for (Step step : stage.steps()) {
                if (output.json()) {
                    say(Json.line(record(stage, step)));
                } else {
                    say("  " + step.name() + ": " + step.plan() + ".");
                    say("      " + wayBack(step) + ".");
                }
            }
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> record(Stage stage, Step step) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("stage", stage.name());
        record.put("approval", stage.approval());
        record.put("step", step.name());
        record.put("plan", step.plan());
        record.put("undo", wayBack(step));
        record.put("pointOfNoReturn", step.reversal() instanceof Reversal.PointOfNoReturn);
        return record;
    }

    private static String wayBack(Step step) {
        return switch (step.reversal()) {
            case Reversal.Undo undo -> "Undo: " + undo.plan();
            case Reversal.PointOfNoReturn noReturn -> "No way back from here: " + noReturn.reason();
        };
    }

    private void say(String line) {
        surroundings.console().out().println(line);
    }
}
