package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.StoreView;
import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.MemoryDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A server sleeps while rows that it has read are on their way into the mirror: before they arrive, before its right is
 * looked at, or after that. Another server takes over, and mirrors newer rows of the same keys. Then the old ones arrive.
 */
final class SleepingMover implements Ambush {
    private static final Duration SLEEP = Duration.ofSeconds(14);
    /** The last one is the narrowest, so it is tried twice as often. */
    private static final List<String> PLACES = List.of("apply [", "right of the mover", "upsert", "upsert");

    private final World world;
    private final String place;
    private final Map<Thread, String> underWay = new HashMap<>();
    private int earlier;
    private boolean asleep;

    SleepingMover(World world) {
        this.world = world;
        this.place = PLACES.get(world.random().nextInt(PLACES.size()));
        this.earlier = world.random().nextInt(12);
    }

    @Override
    public Optional<Wait> meet(Step step) {
        if (asleep || !step.isOfServer() || step.moment() == Moment.ANSWER) {
            return Optional.empty();
        }
        if (step.is(Moment.REQUEST, "apply [")) {
            underWay.put(Thread.currentThread(), step.what());
        }
        String applied = underWay.get(Thread.currentThread());
        if (applied == null || !step.what().contains(place) || earlier-- > 0) {
            return Optional.empty();
        }
        asleep = true;
        world.replaceSleeping(step.client(), SLEEP);
        MemoryDatabase mirror = world.databaseOf(step.server());
        Map<UnitId, Map<Key, String>> before = rows(mirror);
        return Optional.of(new Wait(() -> hasNewerRows(mirror, before, applied), SLEEP));
    }

    /** Whether a row that the sleeper is about to write has been mirrored again meanwhile, and its mark is gone. */
    private boolean hasNewerRows(MemoryDatabase mirror, Map<UnitId, Map<Key, String>> before, String applied) {
        MemoryDatabase home = world.otherThan(mirror);
        for (UnitId unit : world.truth().units()) {
            Map<Key, String> atHome = StoreView.rows(home, unit);
            for (Map.Entry<Key, String> row : StoreView.rows(mirror, unit).entrySet()) {
                boolean newer = applied.contains(row.getKey().text())
                        && !row.getValue()
                                .equals(before.getOrDefault(unit, Map.of()).get(row.getKey()))
                        && row.getValue().equals(atHome.get(row.getKey()));
                if (newer && !home.isMarked(unit, row.getKey())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<UnitId, Map<Key, String>> rows(MemoryDatabase database) {
        return world.truth().units().stream()
                .collect(Collectors.toMap(unit -> unit, unit -> StoreView.rows(database, unit)));
    }
}
