package dev.godwit.simulation.internal.ambush;

import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server sleeps while rows that it has read are on their way into the mirror: before they arrive, before its right is
 * looked at, or after that. Another server takes over and drains newer rows. Then the old ones arrive.
 */
final class SleepingMover implements Ambush {
    private static final Duration SLEEP = Duration.ofSeconds(14);
    private static final List<String> PLACES =
            List.of("apply [", "right of the mover", "upsert", "write chunk", "copy");

    private final World world;
    private final String place;
    private final Duration longest;
    private int earlier;
    private Optional<SimulatedProcess> sleeper = Optional.empty();
    private int drains;

    SleepingMover(World world) {
        this.world = world;
        this.place = PLACES.get(world.random().nextInt(PLACES.size()));
        this.longest = world.upTo(SLEEP);
        this.earlier = world.random().nextInt(60);
    }

    @Override
    public Optional<Wait> meet(Step step) {
        if (!step.isOfServer()) {
            return Optional.empty();
        }
        if (sleeper.isPresent()) {
            boolean drained = step.moment() == Moment.ANSWER && !step.isOf(sleeper.get()) && isDrain(step);
            drains += drained ? 1 : 0;
            return Optional.empty();
        }
        if (step.moment() == Moment.ANSWER || !step.what().contains(place) || earlier-- > 0) {
            return Optional.empty();
        }
        sleeper = Optional.of(step.client());
        world.replaceSleeping(step.client(), SLEEP);
        return Optional.of(new Wait(() -> drains >= 2, longest));
    }

    private static boolean isDrain(Step step) {
        return step.what().contains(" marks")
                && (step.what().contains("delete") || step.what().contains("Demote"));
    }
}
