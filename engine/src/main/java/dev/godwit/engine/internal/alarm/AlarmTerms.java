package dev.godwit.engine.internal.alarm;

import dev.godwit.core.AlarmKind;
import java.time.Duration;

/**
 * How long something has to last until it is an alarm, and until that is over.
 *
 * @param every how often somebody looks
 * @param calm how long nothing must be found before an alarm is over, so that it does not flap
 * @param stalled how long nothing moves that should
 * @param failing how long every attempt has failed
 * @param forecast how long the forecast is behind the deadline
 * @param routerSilent how long a router's lease has lapsed; a restart of an application with the same name is shorter
 * @param leftovers how long something is there that nothing needs
 * @param forever how long nothing has happened because somebody has to decide
 * @param differing how long a shadow read that differed is told of
 */
public record AlarmTerms(
        Duration every,
        Duration calm,
        Duration stalled,
        Duration failing,
        Duration forecast,
        Duration routerSilent,
        Duration leftovers,
        Duration forever,
        Duration differing) {
    public static final AlarmTerms DEFAULT = new AlarmTerms(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofDays(3),
            Duration.ofHours(1));

    /** How long a condition that has no duration of its own has to be found before it is an alarm. */
    Duration hold(AlarmKind kind) {
        return switch (kind) {
            case FORECAST_PAST_DEADLINE -> forecast;
            case LEFTOVERS -> leftovers;
            case STALLED,
                    DEADLINE_PASSED,
                    MISMATCH,
                    ERRORS,
                    ATTENTION,
                    ROUTER_WITHOUT_LEASE,
                    WAY_BACK_STALE,
                    MARKS_BACKLOG,
                    KEY_RANGE,
                    FOREVER -> Duration.ZERO;
        };
    }

    /** How long a server that has just started can't know whether an alarm of its predecessor is still right. */
    Duration unknown(AlarmKind kind) {
        return switch (kind) {
            case ERRORS -> failing;
            case FORECAST_PAST_DEADLINE -> forecast;
            case ROUTER_WITHOUT_LEASE -> routerSilent;
            case LEFTOVERS -> leftovers;
            case STALLED, DEADLINE_PASSED, MISMATCH, ATTENTION, WAY_BACK_STALE, MARKS_BACKLOG, KEY_RANGE, FOREVER ->
                Duration.ZERO;
        };
    }
}
