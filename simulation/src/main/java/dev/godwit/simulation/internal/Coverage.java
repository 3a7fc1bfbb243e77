package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.PausePoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What was reached, over all runs: a suite that never gets somewhere proves nothing about that place. */
public final class Coverage {
    private final Map<PausePoint, Long> points = new EnumMap<>(PausePoint.class);
    private final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);
    private final Map<String, Long> faults = new TreeMap<>();

    void reached(PausePoint point) {
        points.merge(point, 1L, Long::sum);
    }

    void met(ErrorCode code) {
        errors.merge(code, 1L, Long::sum);
    }

    public void struck(String fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    public Map<PausePoint, Long> points() {
        return points;
    }

    public Map<ErrorCode, Long> errors() {
        return errors;
    }

    public Map<String, Long> faults() {
        return faults;
    }
}
