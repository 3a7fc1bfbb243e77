package dev.godwit.rollout;

import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.Workflow;
import java.util.List;

/**
 * A release whose process has died in the middle, and with it all instances: there is nothing left to go on with, and nothing
 * to take back. Its record is ended by a runner that is asked to undo it and then runs this workflow, whose steps have the
 * names of all that a release may have begun, and do nothing. Not for instances that outlive the process.
 */
public final class InterruptedRelease {
    static final List<String> STEPS = List.of(
            "launch",
            "serve",
            "mirror",
            "share-1",
            "share-5",
            "share-25",
            "share-50",
            "share-100",
            "hand-over",
            "stop-old");

    private InterruptedRelease() {}

    /** What ends the record of the release of that name. */
    public static Workflow of(String name) {
        return new Workflow(
                name,
                List.of(Stage.of(
                        "interrupted",
                        STEPS.stream().map(InterruptedRelease::step).toArray(Step[]::new))));
    }

    private static Step step(String name) {
        return Step.of(
                name,
                "Nothing: this release was interrupted",
                context -> {},
                context -> true,
                Reversal.undo(
                        "Nothing: the instances have died with their process",
                        context -> context.note("interrupted; the instances have died with their process")));
    }
}
