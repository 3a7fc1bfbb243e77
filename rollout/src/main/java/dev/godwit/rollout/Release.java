package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Signal;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Workflow;
import dev.godwit.rollout.ReleaseStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One new version on its way to all requests, as a workflow whose every step has a way back. When the new version can't
 * start, or is worse than the running one, the release asks its runner to undo it: the running version gets all requests
 * again, those in flight end where they are, and the new version is stopped. Thread-safe.
 *
 * @param <T> what requests are made of
 */
public final class Release<T> {
    private static final List<Integer> STEPS = List.of(1, 5, 25, 50, 100);
    private static final int HALF = 50;
    private static final int ALL = 100;

    private final Fleet<T> fleet;
    private final Order<T> order;
    private final Consumer<String> takeBack;
    private final ReleaseProgress progress;
    private final Workflow workflow;

    /**
     * What is released how.
     *
     * @param running the version that has all requests; empty when there is none
     */
    record Order<T>(
            String name,
            ReleaseKind kind,
            ReleaseSettings settings,
            Optional<ServiceVersion<T>> running,
            ServiceVersion<T> next) {}

    Release(Fleet<T> fleet, Order<T> order, Consumer<String> takeBack) {
        this.fleet = fleet;
        this.order = order;
        this.takeBack = takeBack;
        this.progress = new ReleaseProgress(planned(), fleet.time());
        this.workflow =
                new Workflow(order.name(), order.running().map(this::stages).orElseGet(this::firstStages));
    }

    public String name() {
        return order.name();
    }

    public ReleaseKind kind() {
        return order.kind();
    }

    /** What a runner runs. */
    public Workflow workflow() {
        return workflow;
    }

    public ReleaseStatus status() {
        return progress.status(this);
    }

    /** Raised when the state changes. */
    public Signal changes() {
        return progress.changed();
    }

    Fleet<T> fleet() {
        return fleet;
    }

    Order<T> order() {
        return order;
    }

    ReleaseProgress progress() {
        return progress;
    }

    /** Asks for the way back; what is thrown then ends the step. */
    GodwitException takenBack(ErrorCode code, String why) {
        progress.reason(why);
        takeBack.accept(why);
        return new GodwitException(code, why);
    }

    private List<Stage> firstStages() {
        return List.of(Stage.of("launch", new LaunchStep<>(this).step()), Stage.of("serve", ServeFirstStep.of(this)));
    }

    private List<Stage> stages(ServiceVersion<T> running) {
        List<Step> shares = new ArrayList<>();
        Duration observed = Duration.ZERO;
        if (kind() == ReleaseKind.SHADOW) {
            shares.add(new MirrorStep<>(this).step());
            observed = order.settings().overlap();
        }
        int last = 0;
        for (int percent : percents()) {
            shares.add(new ShareStep<>(this, running, last, percent, observed).step());
            observed = observed.plus(order.settings().overlap());
            last = percent;
        }
        return List.of(
                Stage.of("launch", new LaunchStep<>(this).step()),
                Stage.of("observe", shares.toArray(Step[]::new)),
                Stage.of(
                        "hand-over",
                        new HandOverStep<>(this, running, last).step(),
                        new StopOldStep<>(this, running).step()));
    }

    /** The shares of the new version that are observed; the hand-over to all follows. */
    private List<Integer> percents() {
        return switch (kind()) {
            case ROLLING -> List.of(HALF);
            case BLUE_GREEN, SHADOW -> List.of(ALL);
            case WEIGHTED -> STEPS;
        };
    }

    private Duration planned() {
        if (order.running().isEmpty()) {
            return Duration.ZERO;
        }
        int observations = percents().size() + (kind() == ReleaseKind.SHADOW ? 1 : 0);
        return order.settings().overlap().multipliedBy(observations);
    }

    void enter(State state, String doing) {
        progress.enter(state, doing);
        if (state == State.DONE || state == State.TAKEN_BACK) {
            fleet.end(this);
        }
    }
}
