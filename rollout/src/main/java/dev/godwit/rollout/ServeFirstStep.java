package dev.godwit.rollout;

import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.rollout.ReleaseStatus.State;
import java.util.Map;
import java.util.Optional;

/** Gives all requests to the first version. */
final class ServeFirstStep {
    private ServeFirstStep() {}

    static <T> Step of(Release<T> release) {
        Fleet<T> fleet = release.fleet();
        ServiceVersion<T> next = release.order().next();
        return Step.of(
                "serve",
                "Send all requests to version " + next.version(),
                context -> {
                    fleet.traffic().weigh(Map.of(next.version(), 100));
                    fleet.serve(Optional.of(next));
                    release.enter(State.DONE, "");
                },
                context -> fleet.current().equals(Optional.of(next)),
                Reversal.undo("Send no requests to version " + next.version(), context -> {
                    release.enter(State.TAKING_BACK, "no version gets requests");
                    fleet.serve(Optional.empty());
                }));
    }
}
