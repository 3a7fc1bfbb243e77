package dev.godwit.rollout;

import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.ReleaseStatus.State;
import dev.godwit.rollout.internal.Judge;
import dev.godwit.rollout.internal.Measurements;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gives the new version a share of the requests, and observes how it does in comparison with the running one. */
final class ShareStep<T> {
    private static final int ALL = 100;

    private final Release<T> release;
    private final TrafficSplit<T> traffic;
    private final String running;
    private final String next;
    private final int last;
    private final int percent;
    private final Observation<T> observation;
    private final Judge judge;

    /**
     * A step.
     *
     * @param last the share that the new version had before, in percent
     * @param observed how long it was observed before
     */
    ShareStep(Release<T> release, ServiceVersion<T> running, int last, int percent, Duration observed) {
        this.release = release;
        this.traffic = release.fleet().traffic();
        this.running = running.version();
        this.next = release.order().next().version();
        this.last = last;
        this.percent = percent;
        this.observation = new Observation<>(release, observed);
        this.judge = new Judge(release.order().settings().tolerance());
    }

    Step step() {
        return Step.of(
                "share-" + percent,
                "Send " + percent + " % of the requests to version " + next + ", the others to version " + running
                        + ", and compare the two for "
                        + release.order().settings().overlap().toSeconds() + " s",
                this::share,
                context -> traffic.weight(next) >= percent,
                Reversal.undo("Send " + last + " % of the requests to version " + next, context -> {
                    release.enter(State.TAKING_BACK, "version " + running + " gets its share back");
                    weigh(last);
                }));
    }

    private void share(StepContext context) throws InterruptedException {
        release.enter(State.OBSERVING, percent + " % of the requests go to version " + next);
        Measurements.Sample before = traffic.sample(running);
        weigh(percent);
        observation.run(context, new Comparison(context.time(), before)::worse);
        context.note(percent + " %: " + traffic.shares());
    }

    private void weigh(int share) {
        traffic.weigh(Map.of(running, ALL - share, next, share));
    }

    /** Both versions over the same time; a running version that gets no requests now, over the time before. */
    private final class Comparison {
        private final TimeSource time;
        private final Measurements.Sample before;
        private final long startNanos;
        private boolean settled;

        Comparison(TimeSource time, Measurements.Sample before) {
            this.time = time;
            this.before = before;
            this.startNanos = time.monotonicNanos();
            // A version that has had requests for a whole step has had its time to settle.
            this.settled = last > 0;
            measureAnew();
        }

        Optional<String> worse() {
            Measurements.Sample judged = traffic.sample(next);
            Measurements.Sample measure = percent == ALL ? before : traffic.sample(running);
            Optional<String> errors = judge.errors(judged, measure);
            if (errors.isPresent() || settled) {
                return errors.or(() -> judge.latency(judged, measure));
            }
            if (time.since(startNanos)
                            .compareTo(release.order().settings().tolerance().settling())
                    >= 0) {
                settled = true;
                measureAnew();
            }
            return Optional.empty();
        }

        private void measureAnew() {
            traffic.measureAnew(next);
            if (percent < ALL) {
                traffic.measureAnew(running);
            }
        }
    }
}
