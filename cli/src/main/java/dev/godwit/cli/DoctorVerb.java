package dev.godwit.cli;

import dev.godwit.cli.internal.DiagnosisPage;
import dev.godwit.cli.internal.Json;
import dev.godwit.engine.doctor.Diagnosis;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit doctor}: what is installed where, who holds what, what is left over. */
@Command(
        name = "doctor",
        description = {
            "Shows what of Godwit is installed in the stores of a plan, who holds what, and what is left over. Changes"
                    + " nothing.",
            "Works when a store is down and when there is no control store. Ends with 3 when something needs a person."
        },
        footer = {"", "Examples:", "  godwit doctor plan.yaml", "  godwit doctor plan.yaml --json | jq .findings"})
final class DoctorVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    DoctorVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Diagnosis diagnosis = surroundings.migrations().diagnose(plan.read(), plan.settings(0));
        Console console = surroundings.console();
        if (output.json()) {
            console.out().println(Json.line(diagnosis));
        } else {
            DiagnosisPage.render(diagnosis, console.look().get()).forEach(console.out()::println);
        }
        return (diagnosis.healthy() ? ExitCode.OK : ExitCode.ATTENTION).number();
    }
}
