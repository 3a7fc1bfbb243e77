package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.MoveWorld.NO_MARK;
import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.MoveWorld.Doing;
import dev.godwit.spec.internal.model.MoveWorld.Mover;
import dev.godwit.spec.internal.model.MoveWorld.Router;
import dev.godwit.spec.internal.model.MoveWorld.Store;
import java.util.Set;

/**
 * The move of one unit with one key: a coordinator that can stop between any two steps, a freeze that can expire at any
 * moment, two routers with leases, two movers of which either can be a zombie. Equal, state for state, to the first
 * model, which was written in Python by someone else.
 */
final class MoveModel implements Model<MoveWorld> {
    private final int writes;
    private final int lastEpoch;
    private final int tokens;
    private final int epochs;
    private final Set<Rule> broken;

    MoveModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 3);
        this.lastEpoch = size.get("phases", 4);
        this.tokens = size.get("tokens", 7);
        this.epochs = size.get("epochs", 6);
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
            leases(table, router);
            writes(table, router);
            reads(table, router);
        }
        for (int mover : BOTH) {
            mirroring(table, mover);
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

    private static boolean is(MoveWorld now, Cutover cutover) {
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

    // ---- routers

    private void leases(Table<MoveWorld> table, int index) {
        String router = "router " + (index + 1);

        table.step(
                router + ": learns the placement",
                now -> now.routers[index].known < now.epoch,
                then -> then.routers[index].known = then.epoch);

        table.step(
                router + ": its lease ends",
                now -> now.routers[index].leased,
                then -> then.routers[index].leased = false);

        table.step(router + ": renews its lease", now -> !now.routers[index].leased, then -> {
            Router self = then.routers[index];
            self.leased = true;
            if (!broken.contains(Rule.STALERENEW)) {
                self.known = then.epoch;
            }
        });
    }

    private void writes(Table<MoveWorld> table, int index) {
        String router = "router " + (index + 1);
        for (int store : BOTH) {
            table.step(
                    router + ": begins a write in " + letter(store),
                    now -> isIdle(now, index)
                            && now.writes < writes
                            && (now.stores[store].takesWrites()
                                    || (broken.contains(Rule.NOFENCE) && store == homeOf(now.routers[index]))),
                    then -> {
                        then.writes++;
                        then.routers[index].begin(Doing.WRITE, store);
                        then.routers[index].value = then.writes;
                    });
        }

        table.step(router + ": commits", now -> now.routers[index].doing == Doing.WRITE, then -> {
            Router self = then.routers[index];
            Store home = then.stores[self.store];
            home.value = self.value;
            then.latest = self.value;
            then.lastMark++;
            if (!broken.contains(Rule.NODIRTY)) {
                home.mark = then.lastMark;
            }
            self.end();
            for (Router other : then.routers) {
                if (other.doing != Doing.NOTHING && other.doing != Doing.WRITE) {
                    other.right |= 1 << then.latest;
                }
            }
        });

        table.step(
                router + ": rolls back",
                now -> now.routers[index].doing == Doing.WRITE,
                then -> then.routers[index].end());
    }

    private void reads(Table<MoveWorld> table, int index) {
        String router = "router " + (index + 1);

        table.step(
                router + ": begins a read under its lease",
                now -> isIdle(now, index) && readsUnderLease(now.routers[index]),
                then -> {
                    Router self = then.routers[index];
                    self.begin(Doing.LEASED_READ, homeOf(self));
                    self.right = 1 << then.latest;
                });

        table.step(router + ": has read", now -> now.routers[index].doing == Doing.LEASED_READ, then -> {
            Router self = then.routers[index];
            answers(then, self, then.stores[self.store].value);
            self.end();
        });

        for (int store : BOTH) {
            table.step(
                    router + ": reads strictly from " + letter(store),
                    now -> isIdle(now, index)
                            && !readsUnderLease(now.routers[index])
                            && (now.stores[store].role != Role.MIRROR || broken.contains(Rule.NOSTRICT)),
                    then -> then.holds(
                            then.stores[store].value == then.latest,
                            Invariant.READS_LINEARIZABLE,
                            "a strict read answered " + then.stores[store].value));

            table.step(
                    router + ": reads mirror " + letter(store) + " with its epoch",
                    now -> isIdle(now, index)
                            && !readsUnderLease(now.routers[index])
                            && now.stores[store].role == Role.MIRROR
                            && !broken.contains(Rule.NOSTRICT),
                    then -> {
                        Router self = then.routers[index];
                        self.begin(Doing.MIRROR_READ, store);
                        self.value = then.stores[store].value;
                        self.right = 1 << then.latest;
                        self.readEpoch = then.stores[store].epoch;
                    });
        }

        table.step(
                router + ": looks whether the other is a mirror too and the epoch stayed",
                now -> now.routers[index].doing == Doing.MIRROR_READ,
                then -> {
                    Router self = then.routers[index];
                    boolean stayed = then.stores[self.store].epoch == self.readEpoch;
                    if (then.bothMirrors() && (stayed || broken.contains(Rule.MIRRORREAD))) {
                        answers(then, self, self.value);
                    }
                    self.end();
                });
    }

    private static void answers(MoveWorld then, Router router, int value) {
        then.holds(
                (router.right & 1 << value) != 0,
                Invariant.READS_LINEARIZABLE,
                "a read answered " + value + ", the last write was " + then.latest);
    }

    private static boolean isIdle(MoveWorld now, int router) {
        return now.routers[router].doing == Doing.NOTHING;
    }

    private static boolean readsUnderLease(Router router) {
        return router.leased && MoveWorld.phase(router.known).allowsLeasedReads();
    }

    /** Where a router believes the home to be. */
    private static int homeOf(Router router) {
        return router.known == 2 || router.known == 3 ? Side.B : Side.A;
    }

    // ---- movers: drain and apply

    private void mirroring(Table<MoveWorld> table, int index) {
        String mover = "mover " + (index + 1);

        table.step(
                mover + ": takes a token",
                now -> !isCurrent(now, now.movers[index]) && now.token < tokens && !isSealed(now),
                then -> {
                    Mover self = then.movers[index];
                    self.drop();
                    self.token = ++then.token;
                    self.epoch = then.mirror().epoch;
                });

        table.step(
                mover + ": reads a mark, then its row",
                now -> !now.movers[index].busy && now.movers[index].token == now.token && now.home().mark != NO_MARK,
                then -> {
                    Mover self = then.movers[index];
                    self.busy = true;
                    self.from = then.source();
                    self.mark = then.home().mark;
                    self.value = then.home().value;
                });

        table.step(
                mover + ": applies the row", now -> isTaken(now, index) && mayApply(now, now.movers[index]), then -> {
                    Mover self = then.movers[index];
                    then.stores[1 - self.from].value = self.value;
                    self.applied = true;
                });

        table.step(
                mover + ": is refused",
                now -> isTaken(now, index) && !mayApply(now, now.movers[index]),
                then -> then.movers[index].drop());

        table.step(mover + ": clears the mark", now -> now.movers[index].applied, then -> {
            Mover self = then.movers[index];
            Store source = then.stores[self.from];
            if (source.mark == self.mark || broken.contains(Rule.NOSEQ)) {
                source.mark = NO_MARK;
            }
            self.drop();
        });

        table.fault(mover + ": crashes", now -> now.movers[index].applied, then -> then.movers[index].drop());
    }

    private static boolean isTaken(MoveWorld now, int mover) {
        return now.movers[mover].busy && !now.movers[mover].applied;
    }

    private static boolean isCurrent(MoveWorld now, Mover mover) {
        return mover.token == now.token && mover.epoch == now.mirror().epoch;
    }

    private boolean isSealed(MoveWorld now) {
        return (is(now, Cutover.SEALED) || is(now, Cutover.DEMOTED)) && !broken.contains(Rule.UNSEALED);
    }

    private boolean mayApply(MoveWorld now, Mover mover) {
        Store target = now.stores[1 - mover.from];
        boolean rightToken = mover.token == now.token || broken.contains(Rule.NOTOKEN);
        boolean rightEpoch =
                mover.epoch == target.epoch || broken.contains(Rule.NOBUMP) || broken.contains(Rule.NOTOKEN);
        return target.role == Role.MIRROR && rightToken && rightEpoch;
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
