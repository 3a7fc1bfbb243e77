package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.MoveWorld.Doing;
import dev.godwit.spec.internal.model.MoveWorld.Router;
import dev.godwit.spec.internal.model.MoveWorld.Store;
import java.util.Set;

/** The routers of {@link MoveModel}: leases, writes, and reads of three kinds. */
final class MoveRouters {
    private final int writes;
    private final Set<Rule> broken;

    MoveRouters(int writes, Set<Rule> broken) {
        this.writes = writes;
        this.broken = broken;
    }

    void enter(Table<MoveWorld> table, int index) {
        leases(table, index);
        writes(table, index);
        reads(table, index);
    }

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
}
