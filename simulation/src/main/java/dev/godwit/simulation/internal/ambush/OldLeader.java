package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;

/**
 * A server sleeps in the middle of mirroring a unit and wakes up when another one has sealed that unit's mirror, believing
 * that it still leads. The freeze expires, a write slips in, and the one that woke up would like to drain its mark.
 */
final class OldLeader implements Ambush {
    private static final Duration SLEEP = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final World world;
    private int earlier;
    private Optional<SimulatedProcess> sleeper = Optional.empty();
    private boolean awake;
    private boolean slippedIn;

    OldLeader(World world) {
        this.world = world;
        this.earlier = world.random().nextInt(40);
    }

    @Override
    public Optional<Wait> meet(Step step) {
        if (!step.isOfServer() || step.moment() != Moment.REQUEST) {
            return Optional.empty();
        }
        if (sleeper.isEmpty()) {
            if (step.what().contains("marks of") && earlier-- == 0) {
                sleeper = Optional.of(step.client());
                world.replaceSleeping(step.client(), SLEEP);
            }
            return Optional.empty();
        }
        if (step.isOf(sleeper.get())) {
            boolean learns = awake && step.what().contains("keep lead");
            return learns ? Optional.of(new Wait(() -> false, LONGEST)) : Optional.empty();
        }
        if (awake || !step.what().contains("Demote[unit=")) {
            return Optional.empty();
        }
        awake = true;
        sleeper.get().wakeUp();
        return step.unit().map(unit -> new Wait(() -> isDrained(unit), LONGEST));
    }

    private boolean isDrained(UnitId unit) {
        boolean marked = world.databases().stream()
                .flatMap(database -> database.marks().stream())
                .anyMatch(mark -> mark.unit().equals(unit));
        slippedIn |= marked;
        return slippedIn && !marked;
    }
}
