package dev.godwit.spec.internal.explore;

import dev.godwit.spec.internal.explore.World.Broken;
import java.util.List;
import java.util.Optional;

/** Visits every state that can be reached, breadth first, until an invariant is broken. Not thread-safe. */
public final class Exploration<W extends World> {
    private static final int PULSE = 1 << 14;

    private final Model<W> model;
    private final List<Action<W>> actions;
    private final Options options;
    private final StateTable seen;
    private final Bits bits;

    /**
     * How to explore.
     *
     * @param everyOrder whether states that differ only in which of two alike is which are counted twice
     * @param progress whether dead ends are looked for too; takes 8 bytes more for each way between two states
     * @param mostStates where to give up
     * @param pulse told now and then how far it is
     */
    public record Options(boolean everyOrder, boolean progress, int mostStates, Pulse pulse) {
        public static final Options USUAL = new Options(false, true, Integer.MAX_VALUE, (states, waiting, depth) -> {});
    }

    /** Hears how far an exploration is. */
    public interface Pulse {
        void beat(int states, int waiting, int depth);
    }

    private Exploration(Model<W> model, Options options) {
        this.model = model;
        this.options = options;
        Table<W> table = new Table<>();
        model.enter(table);
        this.actions = table.actions();
        this.seen = new StateTable(model.words());
        this.bits = new Bits(model.words(), options.everyOrder());
    }

    /**
     * Explores.
     *
     * @throws IllegalStateException when there are more states than {@link Options#mostStates()}
     */
    public static <W extends World> Outcome of(Model<W> model, Options options) {
        return new Exploration<>(model, options).explore();
    }

    private Outcome explore() {
        Progress progress = new Progress();
        seen.add(bits.write(model.world()), -1);
        long[] here = new long[model.words()];
        W now = model.world();
        W next = model.world();
        int depth = 0;
        int nextDepthAt = 1;
        for (int at = 0; at < seen.size(); at++) {
            if (at == nextDepthAt) {
                depth++;
                nextDepthAt = seen.size();
            }
            pulse(at, depth);
            seen.get(at, here);
            bits.read(here, now);
            if (options.progress() && model.isSettled(now)) {
                progress.settled(at);
            }
            for (Action<W> action : actions) {
                if (action.guard().test(now)) {
                    next.forgetBroken();
                    bits.read(here, next);
                    action.effect().accept(next);
                    int before = seen.size();
                    int reached = next.broken().isPresent() ? at : seen.add(bits.write(next), at);
                    if (reached == before) {
                        model.check(next);
                    }
                    if (next.broken().isPresent()) {
                        return found(next.broken().get(), at, depth + 1);
                    }
                    if (options.progress() && !action.fault()) {
                        progress.edge(at, reached);
                    }
                }
            }
        }
        int dead = options.progress() ? progress.firstDeadEnd(seen.size()) : -1;
        if (dead >= 0) {
            Broken stuck = new Broken(Invariant.PROGRESS, "from here no settled phase can be reached");
            return new Outcome(seen.size(), depth, Optional.of(stuck), story().to(dead));
        }
        return new Outcome(seen.size(), depth, Optional.empty(), List.of());
    }

    private Outcome found(Broken broken, int from, int depth) {
        return new Outcome(seen.size(), depth, Optional.of(broken), story().beyond(from, broken.invariant()));
    }

    private Story<W> story() {
        return new Story<>(model, actions, seen);
    }

    private void pulse(int at, int depth) {
        if (at % PULSE == 0) {
            options.pulse().beat(seen.size(), seen.size() - at, depth);
            if (seen.size() > options.mostStates()) {
                throw new IllegalStateException("more than " + options.mostStates() + " states");
            }
        }
    }
}
