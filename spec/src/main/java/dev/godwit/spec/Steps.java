package dev.godwit.spec;

import dev.godwit.core.Role;
import dev.godwit.spec.State.Fence;
import dev.godwit.spec.State.Kind;
import dev.godwit.spec.State.Operation;
import dev.godwit.spec.State.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that can happen in a state, whoever does it. The names are those of the move protocol. */
final class Steps {
    private final Size size;
    private final Set<Rule> broken;

    Steps(Size size, Set<Rule> broken) {
        this.size = size;
        this.broken = broken;
    }

    List<Step> of(State state) {
        List<Step> steps = new ArrayList<>(24);
        coordinator(state, steps);
        for (int index = 0; index < 2; index++) {
            router(state, index, steps);
        }
        MoverSteps movers = new MoverSteps(size, broken);
        for (int index = 0; index < 2; index++) {
            movers.add(state, index, steps);
        }
        return steps;
    }

    /** Where the home is for a router that knows this phase; -1 while it changes. */
    static int home(int phase) {
        return switch (phase) {
            case 0, 4 -> 0;
            case 2 -> 1;
            default -> -1;
        };
    }

    /** The store that rows are mirrored from. */
    static int source(int phase) {
        return phase == 2 || phase == 3 ? 1 : 0;
    }

    private void coordinator(State state, List<Step> steps) {
        int phase = state.phase();
        if ((phase == 0 || phase == 2) && phase < size.lastPhase()) {
            steps.add(new Step("begin", state.at(phase + 1, 0)));
        }
        if (phase == 1 || phase == 3) {
            cutover(state, phase == 1 ? 0 : 1, steps);
        }
    }

    private void cutover(State state, int old, List<Step> steps) {
        int next = 1 - old;
        Fence home = state.fence().get(old);
        Fence mirror = state.fence().get(next);
        boolean quiet = broken.contains(Rule.NOFREEZEWAIT) || !isWriting(state, old);
        boolean drained = state.mark().get(old) == 0 && quiet;
        if (state.step() == 0 && Math.max(home.epoch(), mirror.epoch()) < size.epochs()) {
            if (allHaveHeard(state) || broken.contains(Rule.NOACK)) {
                steps.add(new Step("freeze", state.at(state.phase(), 1).with(old, home.become(Role.FROZEN))));
            }
        }
        if (state.step() == 1 || state.step() == 2) {
            if (home.role() == Role.FROZEN && !home.expired()) {
                steps.add(new Step("expire", state.with(old, new Fence(Role.FROZEN, true, home.epoch()))));
            }
            steps.add(new Step("thaw", state.at(state.phase(), 0).with(old, home.become(Role.HOME))));
        }
        if (state.step() == 1 && drained) {
            State sealed = state.at(state.phase(), 2);
            steps.add(new Step(
                    "seal",
                    broken.contains(Rule.NOBUMP)
                            ? sealed
                            : sealed.with(next, mirror.bumped()).withToken(state.token() + 1)));
        }
        if (state.step() == 2 && (drained || broken.contains(Rule.LATEFREEZE))) {
            steps.add(new Step("demote", state.at(state.phase(), 3).with(old, home.become(Role.MIRROR))));
        }
        if (state.step() == 3 && mirror.role() != Role.HOME) {
            steps.add(new Step("promote", state.with(next, mirror.become(Role.HOME))));
        }
        if (state.step() == 3 && mirror.role() == Role.HOME) {
            steps.add(new Step("settle", state.at(state.phase() + 1, 0)));
        }
    }

    private static boolean isWriting(State state, int store) {
        return isWriting(state.router().first(), store)
                || isWriting(state.router().second(), store);
    }

    private static boolean isWriting(Router router, int store) {
        return router.operation().kind() == Kind.WRITE && router.operation().store() == store;
    }

    private static boolean allHaveHeard(State state) {
        return hasHeard(state, state.router().first())
                && hasHeard(state, state.router().second());
    }

    private static boolean hasHeard(State state, Router router) {
        return router.known() >= state.phase() || !router.leased();
    }

    private void router(State state, int index, List<Step> steps) {
        Router router = state.router().get(index);
        if (router.known() < state.phase()) {
            steps.add(new Step(
                    "learn" + index,
                    state.with(index, new Router(state.phase(), router.leased(), router.operation()))));
        }
        if (router.leased()) {
            steps.add(new Step(
                    "expire" + index, state.with(index, new Router(router.known(), false, router.operation()))));
        } else {
            int known = broken.contains(Rule.STALERENEW) ? router.known() : state.phase();
            steps.add(new Step("renew" + index, state.with(index, new Router(known, true, router.operation()))));
        }
        switch (router.operation().kind()) {
            case NOTHING -> begin(state, index, router, steps);
            case WRITE -> endWrite(state, index, router, steps);
            case LEASED_READ -> endLeasedRead(state, index, router, steps);
            case MIRROR_READ -> endMirrorRead(state, index, router, steps);
        }
    }

    private void begin(State state, int index, Router router, List<Step> steps) {
        if (state.writes() < size.writes()) {
            for (int store = 0; store < 2; store++) {
                boolean open = state.fence().get(store).takesWrites()
                        || (broken.contains(Rule.NOFENCE) && store == source(router.known()));
                if (open) {
                    Operation write = new Operation(Kind.WRITE, store, state.writes() + 1, 0, 0);
                    steps.add(new Step(
                            "write" + index + "@" + store,
                            state.withWrites(state.writes() + 1).with(index, router.doing(write))));
                }
            }
        }
        int home = home(router.known());
        if (router.leased() && home >= 0) {
            Operation read = new Operation(Kind.LEASED_READ, home, 0, 1 << state.latest(), 0);
            steps.add(new Step("read" + index, state.with(index, router.doing(read))));
            return;
        }
        for (int store = 0; store < 2; store++) {
            Fence fence = state.fence().get(store);
            int value = state.value().get(store);
            if (fence.role() != Role.MIRROR || broken.contains(Rule.NOSTRICT)) {
                if (value != state.latest()) {
                    steps.add(new Step("VIOLATION strict read %d, latest %d".formatted(value, state.latest()), null));
                }
            } else {
                Operation read = new Operation(Kind.MIRROR_READ, store, value, 1 << state.latest(), fence.epoch());
                steps.add(new Step("mread" + index + "@" + store, state.with(index, router.doing(read))));
            }
        }
    }

    private void endWrite(State state, int index, Router router, List<Step> steps) {
        int store = router.operation().store();
        int value = router.operation().value();
        State idle = state.with(index, router.doing(Operation.NONE));
        State seen = idle;
        for (int other = 0; other < 2; other++) {
            Router reader = idle.router().get(other);
            seen = seen.with(other, reader.doing(reader.operation().seen(value)));
        }
        State written = seen.withValue(store, value).committed(state.lastMark() + 1, value);
        steps.add(new Step(
                "commit" + index,
                broken.contains(Rule.NODIRTY) ? written : written.withMark(store, state.lastMark() + 1)));
        steps.add(new Step("abort" + index, idle));
    }

    private static void endLeasedRead(State state, int index, Router router, List<Step> steps) {
        int value = state.value().get(router.operation().store());
        if (!router.operation().isRight(value)) {
            steps.add(new Step("VIOLATION leased read " + value, null));
        }
        steps.add(new Step("readend" + index, state.with(index, router.doing(Operation.NONE))));
    }

    /** Right only if afterwards the other store is a mirror too, and this one's epoch is still the one that was read. */
    private void endMirrorRead(State state, int index, Router router, List<Step> steps) {
        Operation read = router.operation();
        boolean bothMirrors = state.fence().first().role() == Role.MIRROR
                && state.fence().second().role() == Role.MIRROR;
        boolean unchanged = state.fence().get(read.store()).epoch() == read.epoch();
        if (bothMirrors && (unchanged || broken.contains(Rule.MIRRORREAD)) && !read.isRight(read.value())) {
            steps.add(new Step("VIOLATION mirror read " + read.value(), null));
        }
        steps.add(new Step("mreadend" + index, state.with(index, router.doing(Operation.NONE))));
    }
}
