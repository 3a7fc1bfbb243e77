package dev.godwit.spec.internal.explore;

import dev.godwit.spec.internal.explore.Outcome.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tells the shortest way to a state. The states that were seen don't say which of two alike is which, so the way is
 * walked again in a world that does.
 */
final class Story<W extends World> {
    private final Model<W> model;
    private final List<Action<W>> actions;
    private final StateTable seen;
    private final Bits exact;
    private final Bits anyOrder;

    Story(Model<W> model, List<Action<W>> actions, StateTable seen) {
        this.model = model;
        this.actions = actions;
        this.seen = seen;
        this.exact = new Bits(model.words(), true);
        this.anyOrder = new Bits(model.words(), false);
    }

    List<Line> to(int state) {
        List<Line> lines = new ArrayList<>();
        walk(state, lines);
        return lines;
    }

    /** One action more than to the state, which breaks the invariant. */
    List<Line> beyond(int state, Invariant invariant) {
        List<Line> lines = new ArrayList<>();
        W here = walk(state, lines);
        for (Action<W> action : actions) {
            if (action.guard().test(here)) {
                W next = after(here, action);
                if (next.broken().isEmpty()) {
                    model.check(next);
                }
                if (next.broken()
                        .filter(broken -> broken.invariant() == invariant)
                        .isPresent()) {
                    lines.add(new Line(action.name(), next.text()));
                    return lines;
                }
            }
        }
        throw new IllegalStateException("the way can't be walked again");
    }

    private W walk(int state, List<Line> lines) {
        Deque<Integer> way = new ArrayDeque<>();
        for (int at = state; at > 0; at = seen.parent(at)) {
            way.push(at);
        }
        W here = model.world();
        lines.add(new Line("the start", here.text()));
        for (int number : way) {
            here = step(here, number, lines);
        }
        return here;
    }

    private W step(W here, int number, List<Line> lines) {
        long[] state = new long[model.words()];
        seen.get(number, state);
        W target = model.world();
        exact.read(state, target);
        long[] wanted = anyOrder.write(target).clone();
        for (Action<W> action : actions) {
            if (action.guard().test(here)) {
                W next = after(here, action);
                if (next.broken().isEmpty() && Arrays.equals(anyOrder.write(next), wanted)) {
                    lines.add(new Line(action.name(), next.text()));
                    return next;
                }
            }
        }
        throw new IllegalStateException("the way can't be walked again");
    }

    private W after(W here, Action<W> action) {
        W next = model.world();
        exact.read(exact.write(here).clone(), next);
        action.effect().accept(next);
        return next;
    }
}
