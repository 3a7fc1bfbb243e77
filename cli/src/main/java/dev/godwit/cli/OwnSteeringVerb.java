package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.Stage;
import dev.godwit.engine.Workflows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that tell a user's workflow what to do. */
abstract class OwnSteeringVerb implements Callable<Integer> {
    private final OwnSurroundings surroundings;

    @Mixin
    private OwnStoreOption store = new OwnStoreOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private OwnSteeringVerb(OwnSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    static OwnSteeringVerb pause(OwnSurroundings surroundings) {
        return new Pause(surroundings);
    }

    static OwnSteeringVerb resume(OwnSurroundings surroundings) {
        return new Resume(surroundings);
    }

    static OwnSteeringVerb approve(OwnSurroundings surroundings) {
        return new Approve(surroundings);
    }

    static OwnSteeringVerb undo(OwnSurroundings surroundings) {
        return new Undo(surroundings);
    }

    /** Gives the command and says what will happen, in one sentence. */
    abstract String give(Workflows workflows, String workflow, String actor);

    @Override
    public final Integer call() {
        String name = surroundings.workflow().name();
        try (Workflows workflows = store.open()) {
            String answer = give(workflows, name, surroundings.actor());
            surroundings.console().out().println(output.json() ? Json.line(Map.of("answer", answer)) : answer);
            return ExitCode.OK.number();
        }
    }

    final List<String> stages() {
        return surroundings.workflow().stages().stream()
                .filter(Stage::approval)
                .map(Stage::name)
                .toList();
    }

    @Command(name = "pause", description = "Lets the workflow wait before its next step or batch.")
    private static final class Pause extends OwnSteeringVerb {
        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; for the journal.")
        private String reason = "";

        Pause(OwnSurroundings surroundings) {
            super(surroundings);
        }

        @Override
        String give(Workflows workflows, String workflow, String actor) {
            workflows.pause(workflow, reason.isEmpty() ? "paused by " + actor : reason);
            return "It pauses before its next step or batch.";
        }
    }

    @Command(name = "resume", description = "Lets a workflow go on that was paused, needs attention or was undone.")
    private static final class Resume extends OwnSteeringVerb {
        Resume(OwnSurroundings surroundings) {
            super(surroundings);
        }

        @Override
        String give(Workflows workflows, String workflow, String actor) {
            workflows.resume(workflow, actor);
            return "It goes on.";
        }
    }

    @Command(name = "approve", description = "Lets a stage begin that waits for it.")
    private static final class Approve extends OwnSteeringVerb {
        @Parameters(paramLabel = "STAGE", description = "Its name, as in 'plan'.")
        private String stage = "";

        Approve(OwnSurroundings surroundings) {
            super(surroundings);
        }

        @Override
        String give(Workflows workflows, String workflow, String actor) {
            if (!stages().contains(stage)) {
                throw new UsageException("no stage '" + stage + "' needs an approval; these do: " + stages());
            }
            workflows.approve(workflow, stage, actor);
            return "Stage " + stage + " may begin.";
        }
    }

    @Command(name = "undo", description = "Undoes every step that has begun, the newest first.")
    private static final class Undo extends OwnSteeringVerb {
        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; for the journal.")
        private String reason = "";

        Undo(OwnSurroundings surroundings) {
            super(surroundings);
        }

        @Override
        String give(Workflows workflows, String workflow, String actor) {
            workflows.undo(workflow, reason.isEmpty() ? "by " + actor : reason);
            return "It is undone by whichever process runs it; 'run' does it when none does.";
        }
    }
}
