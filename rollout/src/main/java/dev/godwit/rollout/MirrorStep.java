package dev.godwit.rollout;

import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.rollout.ReleaseStatus.State;
import dev.godwit.rollout.internal.Judge;
import dev.godwit.rollout.internal.Proportion;
import java.time.Duration;

/** Mirrors requests to the new version, which serves nobody yet, and compares its answers with those that were given. */
final class MirrorStep<T> {
    private static final String COMPARED = "compared";

    private final Release<T> release;
    private final ShadowTraffic<T> shadow;
    private final ServiceVersion<T> next;
    private final Judge judge;

    MirrorStep(Release<T> release) {
        this.release = release;
        this.shadow = release.fleet().shadow();
        this.next = release.order().next();
        this.judge = new Judge(release.order().settings().tolerance());
    }

    Step step() {
        return Step.of(
                "mirror",
                "Mirror requests to version " + next.version() + " for "
                        + release.order().settings().overlap().toSeconds() + " s and compare its answers",
                this::mirror,
                context -> context.remembered().isPresent(),
                Reversal.undo("Nothing was served by it; mirror no requests any more", context -> {
                    release.enter(State.TAKING_BACK, "no requests are mirrored");
                    shadow.end();
                }));
    }

    private void mirror(StepContext context) throws InterruptedException {
        release.enter(State.OBSERVING, "requests are mirrored to version " + next.version());
        shadow.begin(next);
        new Observation<>(release, Duration.ZERO).run(context, () -> {
            ShadowFigures found = shadow.figures();
            return judge.mismatches(new Proportion(found.differing(), found.compared()))
                    .map(reason -> reason + ", lastly " + found.lastDifference());
        });
        context.note("mirrored: " + shadow.figures());
        context.remember(COMPARED);
        shadow.end();
    }
}
