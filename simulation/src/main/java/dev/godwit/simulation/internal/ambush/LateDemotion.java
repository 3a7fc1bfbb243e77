package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.Optional;

/** The coordinator is slow after the freeze: it expires, a write slips in, and then the demotion arrives. */
final class LateDemotion implements Ambush {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final World world;

    LateDemotion(World world) {
        this.world = world;
    }

    @Override
    public Optional<Wait> meet(Step step) {
        if (!step.is(Moment.REQUEST, "Demote[unit=") || world.random().nextInt(3) > 0) {
            return Optional.empty();
        }
        return step.unit().map(unit -> new Wait(() -> hasSlippedIn(unit), LONGEST));
    }

    private boolean hasSlippedIn(UnitId unit) {
        return world.databases().stream()
                .anyMatch(database -> isExpired(database, unit)
                        && database.marks().stream()
                                .anyMatch(mark -> mark.unit().equals(unit)));
    }

    private static boolean isExpired(MemoryDatabase database, UnitId unit) {
        return database.fence(unit)
                .map(FenceRow::frozenUntilNanos)
                .filter(until -> until.isPresent() && until.getAsLong() <= database.clockNanos())
                .isPresent();
    }
}
