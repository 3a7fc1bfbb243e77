package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_MARK;
import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.CoordinatorsWorld.At;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Coordinator;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Store;
import java.util.Set;

/** What a coordinator of {@link CoordinatorsModel} does, each step by compare-and-set on what it knows. */
final class CoordinatorSteps {
    private final int attempts;
    private final boolean back;
    private final Set<Rule> broken;

    CoordinatorSteps(int attempts, boolean back, Set<Rule> broken) {
        this.attempts = attempts;
        this.back = back;
        this.broken = broken;
    }

    void enter(Table<CoordinatorsWorld> table, int index) {
        cutover(table, index);
        givingUp(table, index);
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
}
