package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.MoveWorld.NO_MARK;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.MoveWorld.Mover;
import dev.godwit.spec.internal.model.MoveWorld.Store;
import java.util.Set;

/** The movers of {@link MoveModel}: drain and apply. */
final class MoveMovers {
    private final int tokens;
    private final Set<Rule> broken;

    MoveMovers(int tokens, Set<Rule> broken) {
        this.tokens = tokens;
        this.broken = broken;
    }

    void enter(Table<MoveWorld> table, int index) {
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
        return (MoveModel.is(now, Cutover.SEALED) || MoveModel.is(now, Cutover.DEMOTED))
                && !broken.contains(Rule.UNSEALED);
    }

    private boolean mayApply(MoveWorld now, Mover mover) {
        Store target = now.stores[1 - mover.from];
        boolean rightToken = mover.token == now.token || broken.contains(Rule.NOTOKEN);
        boolean rightEpoch =
                mover.epoch == target.epoch || broken.contains(Rule.NOBUMP) || broken.contains(Rule.NOTOKEN);
        return target.role == Role.MIRROR && rightToken && rightEpoch;
    }
}
