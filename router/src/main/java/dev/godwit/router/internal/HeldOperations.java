package dev.godwit.router.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where operations wait, without a connection, while their units have no home that answers. Bounded in number and, by
 * each operation's patience, in time. Thread-safe.
 */
final class HeldOperations<C> {
    private final ConcurrentHashMap<Set<UnitId>, Line> lines = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Scout<C> scout;
    private final TimeSource time;
    private final int limit;
    private volatile boolean closed;

    HeldOperations(Scout<C> scout, TimeSource time, int limit) {
        this.scout = scout;
        this.time = time;
        this.limit = limit;
    }

    /**
     * Waits until the units seem to have a home.
     *
     * @return a store that is worth a try, or null when the routes tell where to go
     * @throws GodwitException HELD_TOO_LONG, NO_HOME or TOO_MANY_HELD
     */
    @Nullable
    StoreName await(Set<UnitId> units, Patience patience, @Nullable Exception refusal) {
        Line line = join(units);
        try {
            return await(line, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(ErrorCode.HELD_TOO_LONG, "interrupted while " + noHome(line, patience), e);
        } catch (GodwitException e) {
            if (refusal != null) {
                e.addSuppressed(refusal);
            }
            throw e;
        } finally {
            leave(line);
        }
    }

    /** The unit has taken a write, so whoever waits for it may go. */
    void open(Set<UnitId> units) {
        if (!lines.isEmpty()) {
            lines.values().stream()
                    .filter(line -> !Collections.disjoint(line.units, units))
                    .forEach(Line::open);
        }
    }

    /** Something was said about the units: whoever waits for them looks again. */
    void news(Set<UnitId> units) {
        if (!lines.isEmpty()) {
            lines.values().stream()
                    .filter(line -> !Collections.disjoint(line.units, units))
                    .forEach(line -> line.signal.raise());
        }
    }

    /** Refuses everybody who waits. */
    void close() {
        closed = true;
        lines.values().forEach(line -> line.signal.raise());
    }

    private @Nullable StoreName await(Line line, Patience patience) throws InterruptedException {
        long openings = line.openings();
        boolean scouting = false;
        try {
            while (line.openings() == openings) {
                requireOpen();
                if (patience.isOver()) {
                    throw tooLong(line, patience);
                }
                long seen = line.signal.version();
                scouting = scouting || line.becomeScout();
                Duration pause = scouting ? shorter(line.nextPause(), patience.left()) : patience.left();
                line.signal.await(seen, pause);
                if (scouting) {
                    switch (scout.look(line)) {
                        case Scout.Sight.Found() -> line.open();
                        case Scout.Sight.WorthATry(StoreName store) -> {
                            return store;
                        }
                        case Scout.Sight.Nothing() -> {}
                    }
                }
            }
            return null;
        } finally {
            if (scouting) {
                line.resignAsScout();
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the router was closed");
        }
    }

    private Line join(Set<UnitId> units) {
        if (held.incrementAndGet() > limit) {
            held.decrementAndGet();
            throw new GodwitException(
                    ErrorCode.TOO_MANY_HELD, limit + " operations already wait while units change their home");
        }
        Line joined = lines.compute(units, (same, line) -> {
            Line result = line == null ? new Line(units, time.signal()) : line;
            result.members++;
            return result;
        });
        return joined;
    }

    private void leave(Line left) {
        held.decrementAndGet();
        lines.computeIfPresent(left.units, (same, line) -> {
            line.members--;
            return line.members == 0 ? null : line;
        });
    }

    private static GodwitException tooLong(Line line, Patience patience) {
        Findings findings = line.findings;
        boolean changing =
                findings == null || findings.frozen() != null || findings.home() != null || findings.betweenHomes();
        ErrorCode code = changing ? ErrorCode.HELD_TOO_LONG : ErrorCode.NO_HOME;
        return findings != null && findings.failure() != null
                ? new GodwitException(code, noHome(line, patience), findings.failure())
                : new GodwitException(code, noHome(line, patience));
    }

    private static String noHome(Line line, Patience patience) {
        Findings findings = line.findings;
        return "waiting " + patience.spent().toMillis() + " ms for a home of "
                + (line.units.size() == 1 ? "unit " + line.units.iterator().next() : "units " + line.units)
                + (findings == null ? "" : ": " + findings.describe());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
