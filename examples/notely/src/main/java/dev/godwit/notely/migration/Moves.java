package dev.godwit.notely.migration;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.notely.account.FlagsRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves single units between the stores of a journey, each by the migration that is meant for its way. Thread-safe. */
public final class Moves {
    private static final String ACTOR = "notely";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Journey journey;
    private final TimeSource time;

    public Moves(Journey journey, TimeSource time) {
        this.journey = journey;
        this.time = time;
    }

    /**
     * Sends a unit on its way to a store. One that is in probation there or elsewhere gives its way back up first; the store
     * that it came from is the way back.
     *
     * @return where it is heading now
     * @throws FlagsRefusedException when it is on its way to another store
     * @throws GodwitException when it can't move now
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    Heading to(UnitId unit, StoreName wanted) throws InterruptedException {
        Placement placement = journey.placement(unit);
        Heading heading = Heading.of(placement);
        if (!heading.migrating()) {
            if (!heading.place().equals(wanted)) {
                return start(unit, heading.place(), wanted);
            }
            aboutToLeave(unit, wanted).ifPresent(migration -> give(migration, CommandKind.ABORT, unit));
            return heading;
        }
        StoreName source = Heading.source(placement);
        if (wanted.equals(source)) {
            return back(unit);
        }
        MigrationControl current = underWay(source, heading.place());
        if (wanted.equals(heading.place())) {
            give(current, CommandKind.MOVE, unit);
            return heading;
        }
        if (placement.phase() != Phase.PROBATION) {
            throw onItsWay(unit, placement);
        }
        give(current, CommandKind.FINALIZE, unit);
        return start(unit, heading.place(), wanted);
    }

    /**
     * Sends a unit on its way to the store that comes after the one in which it is.
     *
     * @throws FlagsRefusedException when none does
     */
    Heading onwards(UnitId unit) throws InterruptedException {
        Heading heading = Heading.of(journey.placement(unit));
        if (heading.migrating()) {
            // Somebody has just taken it back.
            return to(unit, heading.place());
        }
        List<StoreName> stores = journey.stores();
        int next = stores.indexOf(heading.place()) + 1;
        if (next == stores.size()) {
            throw new FlagsRefusedException("account " + unit + " is in " + heading.place()
                    + ", the last store of the journey; to move it, name another one as its shard: " + stores);
        }
        return to(unit, stores.get(next));
    }

    /**
     * Takes a move back, also after the cutover.
     *
     * @throws GodwitException when it is too late
     */
    Heading back(UnitId unit) {
        Placement placement = journey.placement(unit);
        Heading heading = Heading.of(placement);
        if (!heading.migrating()) {
            MigrationControl leaving = aboutToLeave(unit, heading.place())
                    .orElseThrow(() -> new FlagsRefusedException("account " + unit + " is in " + heading.place()
                            + ", and its move there is accepted: there is no way back; to move it, change its shard"));
            give(leaving, CommandKind.ABORT, unit);
            return heading;
        }
        StoreName source = Heading.source(placement);
        give(underWay(source, heading.place()), CommandKind.ABORT, unit);
        return new Heading(source, false);
    }

    /** The migration that has taken a unit and not begun to move it, or has ended with it there. */
    private Optional<? extends MigrationControl> aboutToLeave(UnitId unit, StoreName store) {
        UnitFilter filter = new UnitFilter(Optional.empty(), Optional.empty(), Optional.of(unit));
        return journey.migrations().stream()
                .filter(migration -> migration.plan().source().equals(store)
                        && !migration.units(filter, 1).isEmpty())
                .findFirst();
    }

    /** What it left behind may have to go first, and the stores may have to be prepared: that takes a moment. */
    private Heading start(UnitId unit, StoreName source, StoreName target) throws InterruptedException {
        long started = time.monotonicNanos();
        while (true) {
            try {
                give(journey.open(source, target), CommandKind.MOVE, unit);
                return new Heading(target, true);
            } catch (GodwitException e) {
                if (!passes(e.code()) || time.since(started).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                requireNotOnItsWayFrom(source, unit);
            }
            time.sleep(POLL);
        }
    }

    private void requireNotOnItsWayFrom(StoreName source, UnitId unit) {
        Placement placement = journey.placement(unit);
        Heading heading = Heading.of(placement);
        if (heading.migrating() && !heading.place().equals(source)) {
            throw onItsWay(unit, placement);
        }
    }

    private static FlagsRefusedException onItsWay(UnitId unit, Placement placement) {
        StoreName source = Heading.source(placement);
        return new FlagsRefusedException(
                switch (placement.phase()) {
                    case CUTTING_BACK, CLEANING ->
                        "account " + unit + " is being taken back to " + source + "; ask again in a moment";
                    case SETTLED, COPYING, SYNCED, CUTTING, PROBATION ->
                        "account " + unit + " is on its way from " + source + " to "
                                + Heading.of(placement).place()
                                + "; ask again when it has arrived there, or take it back first: isMigrating false";
                });
    }

    private static boolean passes(ErrorCode code) {
        return switch (code) {
            case UNIT_ELSEWHERE, FORBIDDEN_TRANSITION, POINT_OF_NO_RETURN -> true;
            default -> false;
        };
    }

    private MigrationControl underWay(StoreName source, StoreName target) {
        return journey.between(source, target)
                .orElseThrow(() -> new FlagsRefusedException("the migration from " + source + " to " + target
                        + " is just coming or going; ask again in a moment"));
    }

    private static void give(MigrationControl migration, CommandKind kind, UnitId unit) {
        Scope scope = new Scope(Optional.empty(), Optional.of(unit));
        migration.command(new Command(kind, scope, "asked for by its account's flags", ACTOR));
    }
}
