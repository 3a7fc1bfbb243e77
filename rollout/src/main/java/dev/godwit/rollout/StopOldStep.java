package dev.godwit.rollout;

import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.rollout.ReleaseStatus.State;
import dev.godwit.rollout.internal.Readiness;
import java.util.Optional;

/** Stops the old version. */
final class StopOldStep<T> {
    private final Release<T> release;
    private final Fleet<T> fleet;
    private final ServiceVersion<T> old;

    StopOldStep(Release<T> release, ServiceVersion<T> old) {
        this.release = release;
        this.fleet = release.fleet();
        this.old = old;
    }

    Step step() {
        return Step.of(
                "stop-old",
                "Stop version " + old.version(),
                this::stop,
                context -> !old.instance().alive(),
                Reversal.undo("Start version " + old.version() + " again", this::startAgain));
    }

    private void stop(StepContext context) throws InterruptedException {
        release.enter(State.HANDING_OVER, "version " + old.version() + " is being stopped");
        fleet.watch().remove(old.instance());
        old.instance().drain();
        old.instance().stop(release.order().settings().patience());
        fleet.traffic().leave(old.version());
        fleet.dismiss(old);
        fleet.serve(Optional.of(release.order().next()));
        context.note("version " + old.version() + " is stopped");
        release.enter(State.DONE, "");
    }

    private void startAgain(StepContext context) throws InterruptedException {
        release.enter(State.TAKING_BACK, "version " + old.version() + " is being started again");
        fleet.enlist(old);
        Readiness.start(old.instance(), context);
        fleet.watch().add(old.instance());
        fleet.serve(Optional.of(old));
    }
}
