package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.OwnStatusLine;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Signal;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.WorkflowEnd;
import dev.godwit.engine.WorkflowStatus;
import dev.godwit.engine.Workflows;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a user's workflow, or goes on with it, and shows how far it is. */
@Command(
        name = "run",
        description = {
            "Runs the workflow, or goes on with it, and shows how far it is.",
            "Ctrl-C stops it where it is; running it again goes on there."
        })
final class OwnRunVerb implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final OwnSurroundings surroundings;

    @Mixin
    private OwnStoreOption store = new OwnStoreOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    OwnRunVerb(OwnSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What came of the run. */
    private record Result(Optional<WorkflowEnd> end, Optional<RuntimeException> failure) {}

    @Override
    public Integer call() throws InterruptedException {
        try (Workflows workflows = store.open();
                Interruptions.Registration ignored =
                        surroundings.interruptions().onFirst(workflows::stop)) {
            AtomicReference<Optional<Result>> result = new AtomicReference<>(Optional.empty());
            Signal ended = surroundings.time().signal();
            new ThreadTasks().start("godwit-run", () -> {
                result.set(Optional.of(run(workflows)));
                ended.raise();
            });
            long seen = ended.version();
            while (result.get().isEmpty()) {
                ended.await(seen, INTERVAL);
                show(workflows);
            }
            return exitCode(result.get().orElseThrow()).number();
        }
    }

    private Result run(Workflows workflows) {
        try {
            return new Result(Optional.of(workflows.run(surroundings.workflow())), Optional.empty());
        } catch (RuntimeException e) {
            return new Result(Optional.empty(), Optional.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Optional.of(WorkflowEnd.STOPPED), Optional.empty());
        }
    }

    private void show(Workflows workflows) {
        try {
            WorkflowStatus status = workflows.status(surroundings.workflow().name());
            surroundings
                    .console()
                    .out()
                    .println(
                            output.json()
                                    ? Json.line(status)
                                    : OwnStatusLine.render(
                                            status, surroundings.time().wallClock()));
            surroundings.console().out().flush();
        } catch (GodwitException e) {
            surroundings.console().err().println(e.describe());
        }
    }

    private static ExitCode exitCode(Result result) {
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
        return switch (result.end().orElseThrow()) {
            case DONE, UNDONE -> ExitCode.OK;
            case STOPPED -> ExitCode.INTERRUPTED;
        };
    }
}
