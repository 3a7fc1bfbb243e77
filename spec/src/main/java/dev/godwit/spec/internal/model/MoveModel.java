package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.MoveWorld.NO_MARK;
import static dev.godwit.spec.internal.model.Side.BOTH;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.MoveWorld.Router;
import dev.godwit.spec.internal.model.MoveWorld.Store;
import java.util.Set;

/**
 * The move of one unit with one key: a coordinator that can stop between any two steps, a freeze that can expire at any
 * moment, two routers with leases, two movers of which either can be a zombie. Equal, state for state, to the first
 * model, which was written in Python by someone else.
 */
final class MoveModel implements Model<MoveWorld> {
    private final int lastEpoch;
    private final int epochs;
    private final MoveRouters routers;
    private final MoveMovers movers;
    private final Set<Rule> broken;

    MoveModel(Size size, Set<Rule> broken) {
        this.lastEpoch = size.get("phases", 4);
        this.epochs = size.get("epochs", 6);
        this.routers = new MoveRouters(size.get("writes", 3), broken);
        this.movers = new MoveMovers(size.get("tokens", 7), broken);
        this.broken = broken;
    }

    @Override
    public MoveWorld world() {
        return new MoveWorld();
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void enter(Table<MoveWorld> table) {
        cutover(table);
        wayBack(table);
        for (int router : BOTH) {
            routers.enter(table, router);
        }
        for (int mover : BOTH) {
            movers.enter(table, mover);
        }
    }

    // ---- cutover (and, exchanged, rollback): steps 1 to 9

    private void cutover(Table<MoveWorld> table) {
        table.step(
                "coordinator: step 1, the record says CUTTING",
                now -> !now.phase().cutting() && now.epoch < lastEpoch,
                then -> then.epoch++);

        table.step(
                "coordinator: steps 2 and 3, all have acknowledged, home is FROZEN",
                now -> is(now, Cutover.ANNOUNCED)
                        && Math.max(now.home().epoch, now.mirror().epoch) < epochs
                        && (allHaveAcknowledged(now) || broken.contains(Rule.NOACK)),
                then -> {
                    then.home().become(Role.FROZEN);
                    then.cutover = Cutover.FROZEN;
                });

        table.step(
                "coordinator: steps 4 to 6, no mark is left, the mirror is sealed",
                now -> is(now, Cutover.FROZEN) && isDrained(now),
                then -> {
                    if (!broken.contains(Rule.NOBUMP)) {
                        then.mirror().epoch++;
                        then.token++;
                    }
                    then.cutover = Cutover.SEALED;
                });

        table.step(
                "coordinator: step 7, the old home is a mirror",
                now -> is(now, Cutover.SEALED) && (isDrained(now) || broken.contains(Rule.LATEFREEZE)),
                then -> {
                    then.home().become(Role.MIRROR);
                    then.cutover = Cutover.DEMOTED;
                });

        table.step(
                "coordinator: step 8, the new home is HOME",
                now -> is(now, Cutover.DEMOTED) && now.mirror().role != Role.HOME,
                then -> then.mirror().become(Role.HOME));

        table.step(
                "coordinator: step 9, the record says PROBATION",
                now -> is(now, Cutover.DEMOTED) && now.mirror().role == Role.HOME,
                then -> {
                    then.epoch++;
                    then.cutover = Cutover.ANNOUNCED;
                });
    }

    private void wayBack(Table<MoveWorld> table) {
        table.fault(
                "the freeze expires",
                now -> isFrozen(now) && now.home().role == Role.FROZEN && !now.home().expired,
                then -> then.home().expired = true);

        table.step("coordinator: thaw", now -> isFrozen(now), then -> {
            then.home().become(Role.HOME);
            then.cutover = Cutover.ANNOUNCED;
        });
    }

    static boolean is(MoveWorld now, Cutover cutover) {
        return now.phase().cutting() && now.cutover == cutover;
    }

    private static boolean isFrozen(MoveWorld now) {
        return is(now, Cutover.FROZEN) || is(now, Cutover.SEALED);
    }

    /** No mark is left, and no writer that could still leave one. */
    private boolean isDrained(MoveWorld now) {
        return now.home().mark == NO_MARK
                && (broken.contains(Rule.NOFREEZEWAIT)
                        || (!now.routers[0].isWriting(now.source()) && !now.routers[1].isWriting(now.source())));
    }

    private static boolean allHaveAcknowledged(MoveWorld now) {
        return hasAcknowledged(now, now.routers[0]) && hasAcknowledged(now, now.routers[1]);
    }

    private static boolean hasAcknowledged(MoveWorld now, Router router) {
        return router.known >= now.epoch || !router.leased;
    }

    // ---- what must hold

    @Override
    public void check(MoveWorld world) {
        Store a = world.stores[0];
        Store b = world.stores[1];
        world.holds(!(a.takesWrites() && b.takesWrites()), Invariant.ONE_HOME, "A and B both take writes");
        for (Store store : world.stores) {
            world.holds(
                    !store.takesWrites() || store.value == world.latest,
                    Invariant.HOME_HAS_ALL,
                    "home has " + store.value + ", the last write was " + world.latest);
        }
        world.holds(!world.bothMirrors() || a.value == b.value, Invariant.MIRRORS_EQUAL, a.value + " and " + b.value);
    }

    /** An attempt for which the size of the model leaves no epoch is given up too. */
    @Override
    public boolean isSettled(MoveWorld world) {
        return !world.phase().cutting()
                || (world.cutover == Cutover.ANNOUNCED
                        && Math.max(world.stores[0].epoch, world.stores[1].epoch) >= epochs);
    }
}
