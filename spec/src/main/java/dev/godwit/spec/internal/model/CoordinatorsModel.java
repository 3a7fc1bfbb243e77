package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_HEIR;
import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_MARK;
import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;
import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.CoordinatorsWorld.At;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Coordinator;
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
    private final int attempts;
    private final boolean back;
    private final Set<Rule> broken;

    CoordinatorsModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 3);
        this.attempts = size.get("attempts", 3);
        this.back = size.get("back", 1) == 1;
        this.broken = broken;
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
            looking(table, index);
            cutover(table, index);
            givingUp(table, index);
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

    // ---- a coordinator looks, and decides

    private void looking(Table<CoordinatorsWorld> table, int index) {
        String coordinator = "coordinator " + (index + 1);

        table.step(coordinator + ": reads the control record", now -> !now.coordinators[index].at.isLooking(), then -> {
            then.coordinators[index].known.become(then.record);
            then.coordinators[index].at = At.READ;
        });

        table.step(coordinator + ": reads the home's fence", now -> now.coordinators[index].at == At.READ, then -> {
            Coordinator self = then.coordinators[index];
            self.saw(then.stores[self.known.home()]);
            self.at = At.READ_HOME;
        });

        table.step(
                coordinator + ": reads the mirror's fence and decides",
                now -> now.coordinators[index].at == At.READ_HOME,
                then -> {
                    Coordinator self = then.coordinators[index];
                    Store mirror = then.stores[self.known.mirror()];
                    self.at = self.known.phase.cutting() ? inAnAttempt(self, mirror) : atRest(self, mirror);
                    if (self.at == At.LOOKS_VOID && broken.contains(Rule.HALFLOOK)) {
                        self.at = At.THAWED;
                    }
                    if (self.at != At.LOOKS_VOID) {
                        self.forgetWhatItSaw();
                    }
                    if (self.at == At.LOST) {
                        self.lose();
                    }
                });

        table.step(
                coordinator + ": reads the home's fence again, for the two were not read at once",
                now -> now.coordinators[index].at == At.LOOKS_VOID,
                then -> {
                    Coordinator self = then.coordinators[index];
                    boolean stayed = then.stores[self.known.home()].is(Role.HOME, self.sawEpoch);
                    self.forgetWhatItSaw();
                    self.at = At.THAWED;
                    if (!stayed) {
                        self.lose();
                    }
                });
    }

    private static At atRest(Coordinator self, Store mirror) {
        self.expects(self.sawEpoch, mirror.epoch);
        if (self.sawRole == Role.FROZEN) {
            self.expects(self.sawEpoch - 1, 0);
            return At.FOUND_FROZEN;
        }
        if (mirror.heir != NO_HEIR) {
            return At.FOUND_SEALED;
        }
        return self.sawRole == Role.HOME && mirror.role == Role.MIRROR ? At.RESTING : At.LOST;
    }

    /** Expected epochs: home e, mirror f. Frozen e+1, sealed f+1, demoted or thawed e+2, promoted or reopened f+2. */
    private At inAnAttempt(Coordinator self, Store mirror) {
        int e = self.known.expected[self.known.home()];
        int f = self.known.expected[self.known.mirror()];
        if (mirror.role == Role.HOME) {
            return At.PROMOTED;
        }
        return switch (self.sawRole) {
            case HOME -> {
                if (self.sawEpoch == e && mirror.epoch == f) {
                    yield At.ANNOUNCED;
                }
                self.expects(0, mirror.epoch);
                yield mirror.heir == NO_HEIR ? At.LOOKS_VOID : At.FOUND_SEALED;
            }
            case FROZEN -> {
                if (self.sawEpoch == e + 1 && mirror.epoch == f + 1 && mirror.heir == e + 2) {
                    yield At.SEALED;
                }
                // Whose freeze it is, and whether its coordinator had waited for the routers, can't be seen.
                self.expects(self.sawEpoch - 1, broken.contains(Rule.ADOPT) ? f : 0);
                yield broken.contains(Rule.ADOPT) ? At.FROZEN : At.FOUND_FROZEN;
            }
            case MIRROR -> {
                if (mirror.heir == self.sawEpoch) {
                    self.expects(self.sawEpoch - 2, mirror.epoch - 1);
                    yield At.DEMOTED;
                }
                self.expects(self.sawEpoch - 2, mirror.epoch);
                if (mirror.heir != NO_HEIR) {
                    yield At.FOUND_SEALED;
                }
                // Else this may be a later attempt, of which this coordinator has not heard.
                boolean ours = self.sawEpoch == e + 2 && mirror.role == Role.MIRROR;
                yield ours || broken.contains(Rule.BLINDRESTORE) ? At.REOPENED : At.LOST;
            }
            case MOVED -> At.LOST;
        };
    }

    // ---- cutover (and, exchanged, rollback): steps 1 to 9, each on what this coordinator knows

    private void cutover(Table<CoordinatorsWorld> table, int index) {
        String coordinator = "coordinator " + (index + 1);

        table.step(
                coordinator + ": step 1, the record says CUTTING",
                now -> now.coordinators[index].at == At.RESTING
                        && now.attempts < attempts
                        && (back || now.coordinators[index].known.phase == Phase.SYNCED),
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (record(then, self, self.known.home() == A ? Phase.CUTTING : Phase.CUTTING_BACK)) {
                        then.attempts++;
                        self.at = At.ANNOUNCED;
                    }
                });

        table.step(
                coordinator + ": steps 2 and 3, all have acknowledged, home is FROZEN",
                now -> now.coordinators[index].at == At.ANNOUNCED
                        && (now.router.known >= now.coordinators[index].known.epoch || !now.router.leased),
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (fence(then, self, self.known.home(), Role.HOME, 0)) {
                        then.stores[self.known.home()].become(Role.FROZEN);
                        self.at = At.FROZEN;
                    }
                });

        table.step(
                coordinator + ": step 4, the writers are gone and no mark is left",
                now -> now.coordinators[index].at == At.FROZEN && isDrained(now, now.coordinators[index].known.home()),
                then -> then.coordinators[index].at = At.DRAINED);

        table.step(
                coordinator + ": step 6, the mirror is sealed",
                now -> now.coordinators[index].at == At.DRAINED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (fence(then, self, self.known.mirror(), Role.MIRROR, 0)) {
                        Store mirror = then.stores[self.known.mirror()];
                        mirror.become(Role.MIRROR);
                        mirror.heir = self.known.expected[self.known.home()] + 2;
                        self.at = At.SEALED;
                    }
                });

        table.step(
                coordinator + ": step 7, the old home is a mirror",
                now -> now.coordinators[index].at == At.SEALED
                        && now.router.writesTo != now.coordinators[index].known.home(),
                then -> {
                    Coordinator self = then.coordinators[index];
                    Store home = then.stores[self.known.home()];
                    if (home.mark != NO_MARK) {
                        self.lose();
                    } else if (fence(then, self, self.known.home(), Role.FROZEN, 1)) {
                        home.become(Role.MIRROR);
                        self.at = At.DEMOTED;
                    }
                });

        table.step(
                coordinator + ": step 8, the new home is HOME",
                now -> now.coordinators[index].at == At.DEMOTED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    Store mirror = then.stores[self.known.mirror()];
                    int heir = self.known.expected[self.known.home()] + 2;
                    if (mirror.heir != heir && !broken.contains(Rule.NOCAS)) {
                        self.lose();
                    } else if (fence(then, self, self.known.mirror(), Role.MIRROR, 1)) {
                        mirror.become(Role.HOME);
                        self.at = At.PROMOTED;
                    }
                });

        table.step(
                coordinator + ": step 9, the record names the new home",
                now -> now.coordinators[index].at == At.PROMOTED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    record(then, self, self.known.home() == A ? Phase.PROBATION : Phase.SYNCED);
                    self.lose();
                });
    }

    // ---- thaw, the way back, and what others left

    private void givingUp(Table<CoordinatorsWorld> table, int index) {
        String coordinator = "coordinator " + (index + 1);

        // Else a stalled coordinator could still do all steps of an attempt that the record has forgotten.
        table.step(
                coordinator + ": gives up before the freeze, the mirror's epoch makes the attempt void",
                now -> now.coordinators[index].at == At.ANNOUNCED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (broken.contains(Rule.NOVOID)) {
                        self.at = At.THAWED;
                    } else if (fence(then, self, self.known.mirror(), Role.MIRROR, 0)) {
                        then.stores[self.known.mirror()].become(Role.MIRROR);
                        self.at = At.THAWED;
                    }
                });

        table.step(coordinator + ": thaw", now -> now.coordinators[index].at.mayThaw(), then -> {
            Coordinator self = then.coordinators[index];
            if (fence(then, self, self.known.home(), Role.FROZEN, 1)) {
                then.stores[self.known.home()].become(Role.HOME);
                self.at = At.THAWED;
            }
        });

        table.step(
                coordinator + ": after the thaw the record goes back",
                now -> now.coordinators[index].at == At.THAWED,
                then -> recordGoesBack(then, then.coordinators[index]));

        table.step(
                coordinator + ": the way back, the mirror is reopened",
                now -> now.coordinators[index].at == At.DEMOTED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (fence(then, self, self.known.mirror(), Role.MIRROR, 1)) {
                        then.stores[self.known.mirror()].become(Role.MIRROR);
                        self.at = At.REOPENED;
                    }
                });

        table.step(
                coordinator + ": the way back, the old home is restored",
                now -> now.coordinators[index].at == At.REOPENED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (fence(then, self, self.known.home(), Role.MIRROR, 2)) {
                        then.stores[self.known.home()].become(Role.HOME);
                        self.at = At.THAWED;
                    }
                });

        table.step(
                coordinator + ": reopens a mirror that is still sealed",
                now -> now.coordinators[index].at == At.FOUND_SEALED,
                then -> {
                    Coordinator self = then.coordinators[index];
                    if (fence(then, self, self.known.mirror(), Role.MIRROR, 0)) {
                        then.stores[self.known.mirror()].become(Role.MIRROR);
                        self.lose();
                    }
                });
    }

    /** Whether the fence is as expected, so many steps after the attempt began; else this coordinator must look again. */
    private boolean fence(CoordinatorsWorld then, Coordinator self, int store, Role role, int steps) {
        if (broken.contains(Rule.NOCAS) || then.stores[store].is(role, self.known.expected[store] + steps)) {
            return true;
        }
        self.lose();
        return false;
    }

    /** The record's next phase, by compare-and-set on what this coordinator read. */
    private static boolean record(CoordinatorsWorld then, Coordinator self, Phase next) {
        if (then.record.epoch != self.known.epoch || then.record.phase != self.known.phase) {
            self.lose();
            return false;
        }
        self.known.phase = next;
        self.known.epoch++;
        if (!next.cutting()) {
            self.known.expected[A] = 0;
            self.known.expected[B] = 0;
        }
        then.record.become(self.known);
        return true;
    }

    private static void recordGoesBack(CoordinatorsWorld then, Coordinator self) {
        if (self.known.phase.cutting()) {
            record(then, self, self.known.home() == A ? Phase.SYNCED : Phase.PROBATION);
        }
        self.lose();
    }

    private static boolean isDrained(CoordinatorsWorld now, int home) {
        return now.stores[home].mark == NO_MARK && now.router.writesTo != home;
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
