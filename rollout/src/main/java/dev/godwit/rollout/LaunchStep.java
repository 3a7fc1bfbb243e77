package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.rollout.ReleaseStatus.State;
import dev.godwit.rollout.internal.Readiness;

/** Starts the new version beside the running one; it gets no requests yet. */
final class LaunchStep<T> {
    private final Release<T> release;
    private final Fleet<T> fleet;
    private final ServiceVersion<T> next;

    LaunchStep(Release<T> release) {
        this.release = release;
        this.fleet = release.fleet();
        this.next = release.order().next();
    }

    Step step() {
        return Step.of(
                "launch",
                "Start version " + next.version() + " beside what runs, and wait until it is ready",
                this::launch,
                context -> fleet.traffic().takesRequests(next.version()),
                Reversal.undo("End the requests of version " + next.version() + " and stop it", this::stop));
    }

    private void launch(StepContext context) throws InterruptedException {
        fleet.begin(release);
        release.enter(State.LAUNCHING, "version " + next.version() + " is being started");
        fleet.enlist(next);
        try {
            Readiness.start(next.instance(), context);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.INSTANCE_NOT_READY) {
                throw release.takenBack(e.code(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
        fleet.watch().add(next.instance());
        fleet.traffic().join(next);
        context.note("version " + next.version() + " is ready");
    }

    private void stop(StepContext context) throws InterruptedException {
        release.enter(State.TAKING_BACK, "version " + next.version() + " is being stopped");
        ReleaseSettings settings = release.order().settings();
        fleet.traffic().retire(next.version());
        long left = fleet.traffic().awaitIdle(next.version(), settings.inFlight());
        fleet.watch().remove(next.instance());
        next.instance().drain();
        next.instance().stop(settings.patience());
        fleet.traffic().leave(next.version());
        fleet.dismiss(next);
        context.note("version " + next.version() + " is stopped" + HandOverStep.cutOff(left));
        release.enter(State.TAKEN_BACK, "");
    }
}
