package dev.godwit.simulation.internal.ambush;

import dev.godwit.simulation.internal.World;

/** All coincidences that a seed can choose. */
public enum AmbushKind {
    SLOW_READER,
    SLEEPING_MOVER,
    LATE_DEMOTION,
    OLD_LEADER;

    Ambush in(World world) {
        return switch (this) {
            case SLOW_READER -> new SlowReader(world);
            case SLEEPING_MOVER -> new SleepingMover(world);
            case LATE_DEMOTION -> new LateDemotion(world);
            case OLD_LEADER -> new OldLeader(world);
        };
    }
}
