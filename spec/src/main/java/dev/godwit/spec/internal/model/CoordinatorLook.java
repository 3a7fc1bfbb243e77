package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.CoordinatorsWorld.NO_HEIR;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.CoordinatorsWorld.At;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Coordinator;
import dev.godwit.spec.internal.model.CoordinatorsWorld.Store;
import java.util.Set;

/** How a coordinator of {@link CoordinatorsModel} looks and decides: the record, the home's fence, the mirror's fence. */
final class CoordinatorLook {
    private final Set<Rule> broken;

    CoordinatorLook(Set<Rule> broken) {
        this.broken = broken;
    }

    void enter(Table<CoordinatorsWorld> table, int index) {
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
}
