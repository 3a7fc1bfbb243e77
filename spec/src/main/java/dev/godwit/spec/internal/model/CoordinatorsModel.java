package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_HEIR;
import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_MARK;
import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;
import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Mover;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Router;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Store;
import java.util.Set;

/**
 * Two coordinators that both believe they lead. Each reads the control record, then the fences, then acts on what it
 * knew, however old that is: the record is changed by compare-and-set on (phase, epoch), a fence on (role, epoch). Late
 * steps, thaws, the way back between steps 7 and 8, and whoever finds what others left.
 */
final class CoordinatorsModel implements Model<CoordinatorsWorld> {
    private final int writes;
    private final CoordinatorLook look;
    private final CoordinatorSteps steps;

    CoordinatorsModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 3);
        this.look = new CoordinatorLook(broken);
        this.steps = new CoordinatorSteps(size.get("attempts", 3), size.get("back", 1) == 1, broken);
    }

    @Override
    public CoordinatorsWorld world() {
        return new CoordinatorsWorld();
    }

    @Override
    public int words() {
        return 3;
    }

    @Override
    public void enter(Table<CoordinatorsWorld> table) {
        for (int index : BOTH) {
            look.enter(table, index);
            steps.enter(table, index);
        }
        table.fault(
                "the freeze expires",
                now -> isHeldBack(now.stores[A]) || isHeldBack(now.stores[B]),
                then -> then.stores[isHeldBack(then.stores[A]) ? A : B].expired = true);
        router(table);
        mover(table);
    }

    private static boolean isHeldBack(Store store) {
        return store.role == Role.FROZEN && !store.expired;
    }

    // ---- a router

    private void router(Table<CoordinatorsWorld> table) {
        table.step("router: learns the placement", now -> now.router.known != now.record.epoch, then -> learn(then));

        table.step("router: its lease ends", now -> now.router.leased, then -> then.router.leased = false);

        table.step("router: renews its lease", now -> !now.router.leased, then -> {
            then.router.leased = true;
            learn(then);
        });

        for (int store : BOTH) {
            table.step(
                    "router: begins a write in " + letter(store),
                    now -> now.router.writesTo == Router.NOWHERE
                            && now.writes < writes
                            && now.stores[store].takesWrites(),
                    then -> {
                        then.router.writesTo = store;
                        then.router.value = ++then.writes;
                    });
        }

        table.step("router: commits", now -> now.router.writesTo != Router.NOWHERE, then -> {
            Store store = then.stores[then.router.writesTo];
            store.value = then.router.value;
            store.mark = ++then.lastMark;
            then.latest = then.router.value;
            endWrite(then);
        });

        table.step("router: rolls back", now -> now.router.writesTo != Router.NOWHERE, CoordinatorsModel::endWrite);
    }

    private static void learn(CoordinatorsWorld then) {
        then.router.known = then.record.epoch;
        then.router.readsFrom = then.record.phase.allowsLeasedReads() ? then.record.home() : Router.NOWHERE;
    }

    private static void endWrite(CoordinatorsWorld then) {
        then.router.writesTo = Router.NOWHERE;
        then.router.value = 0;
    }

    // ---- a mover: it may be late, and believe anything

    private static void mover(Table<CoordinatorsWorld> table) {
        for (int store : BOTH) {
            table.step(
                    "mover: takes a token in " + letter(store),
                    now -> isOpen(now.stores[store])
                            && (now.mover.to != store || now.mover.epoch != now.stores[store].epoch),
                    then -> {
                        then.mover.drop();
                        then.mover.to = store;
                        then.mover.epoch = then.stores[store].epoch;
                    });
        }

        table.step(
                "mover: reads a mark, then its row",
                now -> now.mover.mark == NO_MARK && now.stores[1 - now.mover.to].mark != NO_MARK,
                then -> {
                    Store from = then.stores[1 - then.mover.to];
                    then.mover.mark = from.mark;
                    then.mover.value = from.value;
                });

        table.step("mover: applies the row", now -> now.mover.mark != NO_MARK && !now.mover.applied, then -> {
            Mover self = then.mover;
            Store target = then.stores[self.to];
            if (isOpen(target) && target.epoch == self.epoch) {
                target.value = self.value;
                self.applied = true;
            } else {
                self.drop();
            }
        });

        table.step("mover: clears the mark", now -> now.mover.applied, then -> {
            Store from = then.stores[1 - then.mover.to];
            if (from.mark == then.mover.mark) {
                from.mark = NO_MARK;
            }
            then.mover.drop();
        });
    }

    /** A mirror that is sealed gives no token. */
    private static boolean isOpen(Store store) {
        return store.role == Role.MIRROR && store.heir == NO_HEIR;
    }

    // ---- what must hold

    @Override
    public void check(CoordinatorsWorld world) {
        Store a = world.stores[A];
        Store b = world.stores[B];
        world.holds(!(a.takesWrites() && b.takesWrites()), Invariant.ONE_HOME, "A and B both take writes");
        for (Store store : world.stores) {
            world.holds(
                    !store.takesWrites() || store.value == world.latest,
                    Invariant.HOME_HAS_ALL,
                    "home has " + store.value + ", the last write was " + world.latest);
        }
        world.holds(
                a.role != Role.MIRROR || b.role != Role.MIRROR || a.value == b.value,
                Invariant.MIRRORS_EQUAL,
                a.value + " and " + b.value);
        Router router = world.router;
        world.holds(
                !router.leased
                        || router.readsFrom == Router.NOWHERE
                        || world.stores[router.readsFrom].value == world.latest,
                Invariant.READS_LINEARIZABLE,
                "a read under the lease would not see " + world.latest);
    }

    @Override
    public boolean isSettled(CoordinatorsWorld world) {
        return !world.record.phase.cutting()
                && world.stores[world.record.home()].role == Role.HOME
                && isOpen(world.stores[world.record.mirror()]);
    }
}
