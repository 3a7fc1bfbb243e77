package dev.godwit.engine.internal.workflow;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Fences;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Placement;
import dev.godwit.core.Role;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.ControlStore;
import java.time.Duration;
import java.util.List;

/**
 * Makes the target the home of units that nobody listed. The source's default is given up first, and only when no unit
 * lives by it.
 */
public final class DefaultHomeStep implements Step {
    public static final String NAME = ControlStore.DEFAULT_HOME_STEP;
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int AT_ONCE = 500;

    private final MoveParts parts;
    private final PausePoints pausePoints;
    private final Action takeTheRest;
    private final Newcomers newcomers;

    /**
     * The step.
     *
     * @param takeTheRest moves those units that live in the source by its default; repeated until there is none
     */
    public DefaultHomeStep(MoveParts parts, PausePoints pausePoints, Action takeTheRest) {
        this.parts = parts;
        this.pausePoints = pausePoints;
        this.takeTheRest = takeTheRest;
        this.newcomers = new Newcomers(parts);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String plan() {
        return "Make " + parts.plan().target() + " the home of new units; "
                + parts.plan().source() + " refuses them from now on";
    }

    @Override
    public void execute(StepContext context) throws Exception {
        if (elsewhere()) {
            context.note("units that nobody listed live in neither store, so nothing changes for them");
            return;
        }
        Fences source = parts.stores().first().source().fences();
        Fences target = parts.stores().first().target().fences();
        // Nobody joins any more. Who has joined and is not started yet lives by the default that changes now.
        UnitsAwait.until(
                parts, context, record -> true, record -> NextAction.of(record) != NextAction.START, "started");
        while (source.readDefault().role() == Role.HOME) {
            DefaultFence old = source.readDefault();
            if (livesByDefault() || !source.changeDefault(old.epoch(), Role.MOVED)) {
                context.awaitNotPaused();
                takeTheRest.run(context);
                context.time().sleep(POLL);
            }
        }
        // From here on none is born in the source; a server that died may have left one on its way.
        takeTheRest.run(context);
        pausePoints.reached(PausePoint.AFTER_DEFAULT_MOVED);
        parts.control()
                .changeDefaultHome(
                        parts.plan().migration(),
                        parts.plan().target(),
                        "new units are born in " + parts.plan().target());
        // A router that has not heard of it must not read a unit under its lease where it no longer can be born.
        parts.leases().awaitAllRenewed(context.time().monotonicNanos());
        DefaultFence atTarget = target.readDefault();
        if (atTarget.role() != Role.HOME) {
            excludeThoseElsewhere(target);
            target.changeDefault(atTarget.epoch(), Role.HOME);
        }
        pausePoints.reached(PausePoint.AFTER_DEFAULT_HOME);
    }

    /** Whether another migration has taken a unit that has no row in the source yet, nor a fence there. */
    private boolean livesByDefault() {
        List<UnitId> units = newcomers.ofOthers(parts.plan().source());
        return !parts.stores().first().source().fences().readAll(units).keySet().containsAll(units);
    }

    /** Units that left the source for a third store have never had a fence here; nobody takes them any more by default. */
    private void excludeThoseElsewhere(Fences target) {
        List<UnitId> units = parts
                .control()
                .placementsAfter(parts.plan().keyspace().name(), 0)
                .stream()
                .filter(placement -> !placement.home().equals(parts.plan().target()))
                .map(Placement::unit)
                .toList();
        for (int start = 0; start < units.size(); start += AT_ONCE) {
            target.exclude(parts.plan().migration(), units.subList(start, Math.min(units.size(), start + AT_ONCE)));
        }
    }

    @Override
    public boolean check(StepContext context) {
        return elsewhere() || moved();
    }

    private boolean moved() {
        return parts.stores().first().target().fences().readDefault().role() == Role.HOME
                && parts.stores().first().source().fences().readDefault().role() == Role.MOVED
                && parts.control()
                        .defaultHome(parts.plan().keyspace().name())
                        .filter(parts.plan().target()::equals)
                        .isPresent();
    }

    /** Whether the default home is a third store, which another migration moves from or to. */
    private boolean elsewhere() {
        return parts.control()
                .defaultHome(parts.plan().keyspace().name())
                .filter(home -> !home.equals(parts.plan().source())
                        && !home.equals(parts.plan().target()))
                .isPresent();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.PointOfNoReturn(
                "new units are born in " + parts.plan().target() + " from now on");
    }
}
