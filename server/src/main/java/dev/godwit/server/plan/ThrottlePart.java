package dev.godwit.server.plan;

import dev.godwit.core.Plan.Throttle;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code throttle}: what the copy must not harm. */
final class ThrottlePart {
    private static final Duration P99_MIN = Duration.ofMillis(1);
    private static final Duration P99_MAX = Duration.ofMinutes(1);
    private static final Duration LAG_MIN = Duration.ofMillis(100);
    private static final Duration LAG_MAX = Duration.ofHours(1);
    private static final int SESSIONS_MAX = 100_000;
    private static final int ROWS_MAX = 1_000_000_000;

    private ThrottlePart() {}

    static Throttle read(Section plan) {
        Optional<Section> section = plan.optional("throttle").flatMap(Value::section);
        if (section.isEmpty()) {
            return Throttle.NONE;
        }
        Section keys = section.get();
        Throttle throttle = new Throttle(
                keys.optional("applicationP99").flatMap(value -> value.duration(P99_MIN, P99_MAX)),
                keys.optional("replicaLag").flatMap(value -> value.duration(LAG_MIN, LAG_MAX)),
                keys.optional("activeSessions").flatMap(value -> value.whole(1, SESSIONS_MAX)),
                keys.optional("rowsPerSecond")
                        .flatMap(value -> value.whole(1, ROWS_MAX))
                        .map(Integer::longValue));
        keys.finish();
        return throttle;
    }
}
