package dev.godwit.simulation.internal;

import dev.godwit.core.PausePoint;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What goes wrong.
 *
 * @param weather of the network
 * @param storm how long there are faults
 * @param faults that strike, each at a moment of its own
 * @param kill a visit to a pause point at which a server crashes
 * @param stall a visit to a pause point at which a server stalls
 * @param ambush a coincidence that is arranged
 */
record Adversity(
        Weather.Conditions weather,
        Duration storm,
        List<PlannedFault> faults,
        Optional<AtPoint> kill,
        Optional<AtPoint> stall,
        Optional<AmbushKind> ambush) {
    private static final int MOST_FAULTS = 6;

    /** A fault and its moment, counted from the start. */
    record PlannedFault(Duration at, Fault fault) {}

    /**
     * A visit to a pause point.
     *
     * @param earlier how many visits go by before it
     */
    record AtPoint(PausePoint point, int earlier) {}

    static Adversity of(Random random) {
        Duration storm = Scenario.upTo(random, Duration.ofSeconds(12)).plusSeconds(1);
        return new Adversity(
                Weather.Conditions.of(random),
                storm,
                faults(random, storm),
                atPoint(random, 0.6, 3),
                atPoint(random, 0.7, 4),
                ambush(random));
    }

    private static List<PlannedFault> faults(Random random, Duration storm) {
        List<PlannedFault> faults = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_FAULTS);
        for (int number = 0; number < count; number++) {
            // The first one strikes for certain: no migration has ended by then.
            Duration latest = number == 0 ? Duration.ofSeconds(1) : storm;
            faults.add(
                    new PlannedFault(Scenario.upTo(random, latest), Faults.ALL.get(random.nextInt(Faults.ALL.size()))));
        }
        return List.copyOf(faults);
    }

    private static Optional<AtPoint> atPoint(Random random, double probability, int visits) {
        PausePoint[] points = PausePoint.values();
        AtPoint visit = new AtPoint(points[random.nextInt(points.length)], random.nextInt(visits));
        return Scenario.chance(random, probability) ? Optional.of(visit) : Optional.empty();
    }

    private static Optional<AmbushKind> ambush(Random random) {
        AmbushKind[] kinds = AmbushKind.values();
        AmbushKind kind = kinds[random.nextInt(kinds.length)];
        return Scenario.chance(random, 0.6) ? Optional.of(kind) : Optional.empty();
    }

    Adversity with(Weather.Conditions better) {
        return new Adversity(better, storm, faults, kill, stall, ambush);
    }

    Adversity withoutFault(int index) {
        List<PlannedFault> fewer = new ArrayList<>(faults);
        fewer.remove(index);
        return new Adversity(weather, storm, List.copyOf(fewer), kill, stall, ambush);
    }

    Adversity withoutKill() {
        return new Adversity(weather, storm, faults, Optional.empty(), stall, ambush);
    }

    Adversity withoutStall() {
        return new Adversity(weather, storm, faults, kill, Optional.empty(), ambush);
    }

    Adversity with(AmbushKind kind) {
        return new Adversity(weather, storm, faults, kill, stall, Optional.of(kind));
    }

    Adversity withoutAmbush() {
        return new Adversity(weather, storm, faults, kill, stall, Optional.empty());
    }
}
