package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.LossWorld.NO_MARK;
import static dev.godwit.spec.internal.model.LossWorld.NO_TOKEN;

import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.LossWorld.Mover;
import dev.godwit.spec.internal.model.LossWorld.Store;

/** The movers of {@link LossModel}: their tokens are numbers that a store hands out, and can forget. */
final class LossMovers {
    private final int tokens;

    LossMovers(int tokens) {
        this.tokens = tokens;
    }

    void enter(Table<LossWorld> table, int index) {
        String mover = "mover " + (index + 1);

        table.step(
                mover + ": takes a token",
                now -> !now.isChanged()
                        && now.mirror().isOpenMirror()
                        && now.mirror().lastToken < tokens + now.losses
                        && !isCurrent(now, now.movers[index]),
                then -> {
                    Mover self = then.movers[index];
                    self.drop();
                    self.to = 1 - then.home();
                    Store target = then.commit(self.to);
                    target.token = ++target.lastToken;
                    self.token = target.token;
                    self.epoch = target.epoch;
                });

        table.step(
                mover + ": reads a mark, then its row",
                now -> !now.isChanged()
                        && isCurrent(now, now.movers[index])
                        && now.movers[index].mark == NO_MARK
                        && now.now(1 - now.movers[index].to).mark != NO_MARK,
                then -> {
                    Mover self = then.movers[index];
                    Store from = then.now(1 - self.to);
                    self.mark = from.mark;
                    self.value = from.value;
                });

        table.step(
                mover + ": applies the row",
                now -> now.movers[index].mark != NO_MARK && !now.movers[index].applied,
                then -> {
                    Mover self = then.movers[index];
                    if (isCurrent(then, self)) {
                        then.commit(self.to).value = self.value;
                        self.applied = true;
                    } else {
                        self.drop();
                    }
                });

        table.step(mover + ": deletes the mark", now -> now.movers[index].applied, then -> {
            Mover self = then.movers[index];
            if (then.now(1 - self.to).mark == self.mark) {
                then.commit(1 - self.to).mark = NO_MARK;
            }
            self.drop();
        });
    }

    private static boolean isCurrent(LossWorld now, Mover mover) {
        Store target = now.now(mover.to);
        return mover.token != NO_TOKEN
                && target.isOpenMirror()
                && target.token == mover.token
                && target.epoch == mover.epoch;
    }
}
