package dev.godwit.rollout;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.ReleaseStatus.State;
import java.time.Duration;

/** How far a release is, as its steps say and others read. Thread-safe. */
final class ReleaseProgress {
    private final Duration planned;
    private final Signal changed;
    private State state = State.WAITING;
    private String step = "";
    private String reason = "";
    private Duration finished = Duration.ZERO;
    private Duration current = Duration.ZERO;

    /** Of a release with so much time of observation. */
    ReleaseProgress(Duration planned, TimeSource time) {
        this.planned = planned;
        this.changed = time.signal();
    }

    Signal changed() {
        return changed;
    }

    synchronized void enter(State next, String doing) {
        state = next;
        step = doing;
        changed.raise();
    }

    /** The first reason is what matters: others follow from it. */
    synchronized void reason(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    /** So much was observed by the steps that are over. */
    synchronized void observedBefore(Duration observed) {
        finished = observed;
        current = Duration.ZERO;
    }

    /** So much was observed by the step that is under way. */
    synchronized void observed(Duration observed) {
        current = observed;
    }

    synchronized ReleaseStatus status(Release<?> release) {
        Duration left =
                state == State.DONE ? Duration.ZERO : planned.minus(finished).minus(current);
        Duration rest = left.isNegative() ? Duration.ZERO : left;
        double progress =
                planned.isZero() ? (state == State.DONE ? 1 : 0) : 1 - (double) rest.toNanos() / planned.toNanos();
        return new ReleaseStatus(
                release.name(),
                release.kind(),
                state,
                step,
                release.fleet().traffic().shares(),
                release.fleet().shadow().figures(),
                progress,
                rest,
                reason);
    }
}
