package dev.godwit.examples.ownmigration;

import dev.godwit.cli.WorkflowMain;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Workflow;
import java.util.concurrent.CountDownLatch;

/** The example, in a process that stops at a moment and waits to be killed there. */
final class KillableMain {
    /** What the process prints then. */
    static final String HERE = "KILL ME HERE";

    private KillableMain() {}

    public static void main(String[] arguments) {
        String moment = System.getenv("KILL_AT");
        Workflow real = new RequiredTier(new Database(System.getenv("DATABASE_URL"))).workflow();
        Workflow killable = new Workflow(
                real.name(),
                real.stages().stream()
                        .map(stage -> new Stage(
                                stage.name(),
                                stage.approval(),
                                stage.steps().stream()
                                        .map(step -> killable(step, moment))
                                        .toList()))
                        .toList());
        System.exit(WorkflowMain.execute(killable, arguments));
    }

    private static Step killable(Step step, String moment) {
        return Step.of(
                step.name(),
                step.plan(),
                context -> {
                    reach(moment, "before " + step.name());
                    step.execute(new HaltingContext(context, call -> reach(moment, call + " " + step.name())));
                    reach(moment, "after " + step.name());
                },
                step::check,
                switch (step.reversal()) {
                    case Step.Reversal.Undo undo ->
                        Step.Reversal.undo(undo.plan(), context -> {
                            reach(moment, "before undo of " + step.name());
                            undo.action().run(context);
                            reach(moment, "after undo of " + step.name());
                        });
                    case Step.Reversal.PointOfNoReturn noReturn -> noReturn;
                });
    }

    private static void reach(String moment, String here) {
        if (here.equals(moment)) {
            System.out.println(HERE);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
