package dev.godwit.rollout;

import java.time.Duration;
import java.util.List;

/**
 * Where a release is; feeds whatever shows it.
 *
 * @param step what is being done, for people; empty before and after
 * @param versions all live versions with their share of the traffic, the oldest first
 * @param progress 0 to 1; the share of the time in which both versions are observed that is over
 * @param left how much of that time is left
 * @param reason why it is taken back; empty when it is not
 */
public record ReleaseStatus(
        String release,
        ReleaseKind kind,
        State state,
        String step,
        List<VersionShare> versions,
        ShadowFigures shadow,
        double progress,
        Duration left,
        String reason) {

    /** What is being done. */
    public enum State {
        /** Nothing has begun. */
        WAITING,
        /** The new version is being started. */
        LAUNCHING,
        /** Both versions are there, and the new one is compared with the old one. */
        OBSERVING,
        /** The old version gets no more requests and is stopped. */
        HANDING_OVER,
        /** The new version has all. */
        DONE,
        /** The old version gets all again. */
        TAKING_BACK,
        /** All is as before. */
        TAKEN_BACK
    }

    /** Whether nothing more will happen. */
    public boolean ended() {
        return state == State.DONE || state == State.TAKEN_BACK;
    }
}
