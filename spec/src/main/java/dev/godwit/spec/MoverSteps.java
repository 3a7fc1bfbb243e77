package dev.godwit.spec;

import dev.godwit.core.Role;
import dev.godwit.spec.State.Fence;
import dev.godwit.spec.State.Mover;
import dev.godwit.spec.State.Work;
import java.util.List;
import java.util.Set;

/** What a mover can do: get a token, take a row for its mark, apply it, clear the mark; or crash in between. */
final class MoverSteps {
    private final Size size;
    private final Set<Rule> broken;

    MoverSteps(Size size, Set<Rule> broken) {
        this.size = size;
        this.broken = broken;
    }

    void add(State state, int index, List<Step> steps) {
        int home = Steps.source(state.phase());
        Mover mover = state.mover().get(index);
        Fence mirror = state.fence().get(1 - home);
        boolean cutting = state.phase() == 1 || state.phase() == 3;
        boolean sealed = cutting && state.step() >= 2 && !broken.contains(Rule.UNSEALED);
        boolean current = mover.token() == state.token() && mover.epoch() == mirror.epoch();
        if (!current && state.token() < size.tokens() && !sealed) {
            steps.add(new Step(
                    "acquire" + index,
                    state.withToken(state.token() + 1)
                            .with(index, new Mover(state.token() + 1, mirror.epoch(), Work.NONE))));
        }
        Work work = mover.work();
        if (!work.underWay()) {
            int mark = state.mark().get(home);
            if (mover.token() == state.token() && mark != 0) {
                Work taken = new Work(true, home, state.value().get(home), mark, false);
                steps.add(new Step("take" + index, state.with(index, mover.doing(taken))));
            }
        } else if (!work.applied()) {
            apply(state, index, mover, steps);
        } else {
            clear(state, index, mover, steps);
        }
    }

    private void apply(State state, int index, Mover mover, List<Step> steps) {
        Work work = mover.work();
        int target = 1 - work.from();
        Fence fence = state.fence().get(target);
        boolean rightToken = mover.token() == state.token() || broken.contains(Rule.NOTOKEN);
        boolean rightEpoch =
                mover.epoch() == fence.epoch() || broken.contains(Rule.NOBUMP) || broken.contains(Rule.NOTOKEN);
        if (fence.role() == Role.MIRROR && rightToken && rightEpoch) {
            Work applied = new Work(true, work.from(), work.value(), work.mark(), true);
            steps.add(new Step(
                    "apply" + index, state.withValue(target, work.value()).with(index, mover.doing(applied))));
        } else {
            steps.add(new Step("refused" + index, state.with(index, mover.doing(Work.NONE))));
        }
    }

    private void clear(State state, int index, Mover mover, List<Step> steps) {
        Work work = mover.work();
        State idle = state.with(index, mover.doing(Work.NONE));
        boolean clears = state.mark().get(work.from()) == work.mark() || broken.contains(Rule.NOSEQ);
        steps.add(new Step("clear" + index, clears ? idle.withMark(work.from(), 0) : idle));
        steps.add(new Step("crash" + index, idle));
    }
}
