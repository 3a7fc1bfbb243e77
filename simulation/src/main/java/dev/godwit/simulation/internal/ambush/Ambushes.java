package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.Signal;
import dev.godwit.simulation.internal.World;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ambushes of one run, and the steps that they hold back. */
public final class Ambushes {
    private final World world;
    private final SimulatedProcess process;
    private final List<Ambush> laid;
    private final List<Held> held = new ArrayList<>();

    /** A step that waits. */
    private record Held(Wait reason, Signal released) {}

    public Ambushes(World world, SimulatedProcess process, Collection<AmbushKind> kinds) {
        this.world = world;
        this.process = process;
        this.laid = kinds.stream().map(kind -> kind.in(world)).toList();
    }

    /** Goes on at once, or when a wait is over. */
    public void meet(Step step) {
        if (laid.isEmpty() || world.isCalm()) {
            return;
        }
        laid.forEach(ambush -> ambush.meet(step).ifPresent(wait -> hold(step, wait)));
        look();
    }

    /** Lets go whom nothing holds any more. To be called after every change of the world. */
    public void look() {
        for (Held each : held) {
            if (world.isCalm() || each.reason().isOver().getAsBoolean()) {
                each.released().raise();
            }
        }
    }

    private void hold(Step step, Wait wait) {
        world.trace().add(process.monotonicNanos(), step.client().name(), "HELD BACK: " + step.what());
        Held mine = new Held(wait, process.signal());
        held.add(mine);
        boolean interrupted = false;
        long start = process.monotonicNanos();
        Duration left = wait.longest();
        while (mine.released().version() == 0 && left.isPositive()) {
            try {
                mine.released().await(0, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = wait.longest().minus(process.since(start));
        }
        held.remove(mine);
        world.trace().add(process.monotonicNanos(), step.client().name(), "goes on: " + step.what());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
