package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Route;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Routes on which a store did not answer lately. One unit at a time finds out whether it does again, and the others wait: each
 * try may take seconds, and the workers are wanted by units that go elsewhere. Thread-safe.
 */
final class RoutesAway {
    private static final Duration REST = Duration.ofSeconds(2);
    /** Longer than a try takes. */
    private static final Duration TRY = Duration.ofSeconds(20);

    /** A unit that waits, and why. */
    record Postponed(Duration length, String reason) {}

    private record Away(long untilNanos, String reason) {}

    private final boolean several;
    private final TimeSource time;
    private final Map<Route, Away> away = new HashMap<>();

    /** @param several whether units go different ways; where all go the same one nobody waits for anybody */
    RoutesAway(boolean several, TimeSource time) {
        this.several = several;
        this.time = time;
    }

    /** Whether a unit has to wait; absent when it may be worked on, perhaps to find out for the others. */
    synchronized Optional<Postponed> postponed(UnitRecord record) {
        Away known = away.get(route(record));
        if (known == null) {
            return Optional.empty();
        }
        long now = time.monotonicNanos();
        if (now - known.untilNanos() < 0) {
            return Optional.of(new Postponed(Duration.ofNanos(known.untilNanos() - now), known.reason()));
        }
        away.put(route(record), new Away(now + TRY.toNanos(), known.reason()));
        return Optional.empty();
    }

    synchronized void failed(UnitRecord record, GodwitException failure) {
        boolean silent =
                failure.code() == ErrorCode.STORE_UNREACHABLE || failure.code() == ErrorCode.STORE_CONNECTION_LOST;
        if (several && silent) {
            away.put(route(record), new Away(time.monotonicNanos() + REST.toNanos(), failure.describe()));
        } else {
            succeeded(record);
        }
    }

    synchronized void succeeded(UnitRecord record) {
        away.remove(route(record));
    }

    private static Route route(UnitRecord record) {
        return new Route(record.source(), record.target());
    }
}
