package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Phase;
import dev.godwit.router.RouterStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was reached, in one run or over all: a suite that never gets somewhere proves nothing about that place. */
public final class Coverage {
    private final Map<PausePoint, Long> points = new EnumMap<>(PausePoint.class);
    private final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);
    private final Map<Milestone, Long> milestones = new EnumMap<>(Milestone.class);
    private final Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    private final Map<String, Long> faults = new TreeMap<>();

    void reached(PausePoint point) {
        points.merge(point, 1L, Long::sum);
    }

    void reached(Milestone milestone) {
        reached(milestone, 1);
    }

    void reached(Milestone milestone, long times) {
        if (times > 0) {
            milestones.merge(milestone, times, Long::sum);
        }
    }

    void entered(Phase phase) {
        phases.merge(phase, 1L, Long::sum);
    }

    void met(ErrorCode code) {
        errors.merge(code, 1L, Long::sum);
    }

    void struck(String fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    void add(RouterStatistics router) {
        reached(Milestone.READ_LEASED, router.leasedReads());
        reached(Milestone.READ_STRICT, router.strictReads());
        reached(Milestone.READ_FROM_MIRROR, router.mirrorReads());
        reached(Milestone.READ_HELD, router.heldReads());
        reached(Milestone.WRITE_HELD, router.heldWrites());
        reached(Milestone.PROMOTED_BY_ROUTER, router.promotions());
    }

    /** How many faults have struck. */
    public long struck() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Takes over what another run has reached. */
    public void add(Coverage other) {
        other.points.forEach((point, times) -> points.merge(point, times, Long::sum));
        other.errors.forEach((code, times) -> errors.merge(code, times, Long::sum));
        other.milestones.forEach((milestone, times) -> milestones.merge(milestone, times, Long::sum));
        other.phases.forEach((phase, times) -> phases.merge(phase, times, Long::sum));
        other.faults.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
    }

    /** Pause points, phases, milestones and faults that no run has reached. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        Arrays.stream(PausePoint.values())
                .filter(point -> !points.containsKey(point))
                .forEach(point -> missing.add("pause point " + point));
        Arrays.stream(Phase.values())
                .filter(phase -> !phases.containsKey(phase))
                .forEach(phase -> missing.add("phase " + phase));
        Arrays.stream(Milestone.values())
                .filter(milestone -> !milestones.containsKey(milestone))
                .forEach(milestone -> missing.add("milestone " + milestone));
        Faults.ALL.stream()
                .map(Fault::name)
                .filter(fault -> !faults.containsKey(fault))
                .forEach(fault -> missing.add("fault: " + fault));
        return missing;
    }

    public Map<ErrorCode, Long> errors() {
        return errors;
    }

    public Map<Milestone, Long> milestones() {
        return milestones;
    }

    public Map<Phase, Long> phases() {
        return phases;
    }

    public Map<String, Long> faults() {
        return faults;
    }
}
