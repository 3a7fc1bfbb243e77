package dev.godwit.spec;

import dev.godwit.core.Role;
import dev.godwit.spec.State.Fence;
import dev.godwit.spec.State.Kind;
import dev.godwit.spec.State.Mover;
import dev.godwit.spec.State.Operation;
import dev.godwit.spec.State.Router;
import dev.godwit.spec.State.Work;

/** A state in 128 bits, so that millions fit into memory. */
record Packed(long high, long low) {
    private static final Role[] ROLES = Role.values();
    private static final Kind[] KINDS = Kind.values();

    static Packed of(State state) {
        Writer world = new Writer();
        world.put(state.phase(), 3).put(state.step(), 2).put(state.token(), 3);
        world.put(state.lastMark(), 2).put(state.latest(), 2).put(state.writes(), 2);
        for (int store = 0; store < 2; store++) {
            Fence fence = state.fence().get(store);
            world.put(fence.role().ordinal(), 2).put(fence.expired() ? 1 : 0, 1).put(fence.epoch(), 4);
            world.put(state.value().get(store), 2).put(state.mark().get(store), 2);
        }
        Writer actors = new Writer();
        for (int index = 0; index < 2; index++) {
            Router router = state.router().get(index);
            Operation operation = router.operation();
            actors.put(router.known(), 3).put(router.leased() ? 1 : 0, 1);
            actors.put(operation.kind().ordinal(), 2).put(operation.store(), 1).put(operation.value(), 2);
            actors.put(operation.right(), 4).put(operation.epoch(), 4);
        }
        for (int index = 0; index < 2; index++) {
            Mover mover = state.mover().get(index);
            Work work = mover.work();
            actors.put(mover.token(), 3).put(mover.epoch(), 4);
            world.put(work.underWay() ? 1 : 0, 1).put(work.from(), 1).put(work.value(), 2);
            world.put(work.mark(), 2).put(work.applied() ? 1 : 0, 1);
        }
        return new Packed(world.bits, actors.bits);
    }

    State unpacked() {
        Reader world = new Reader(high);
        int phase = world.take(3);
        int step = world.take(2);
        int token = world.take(3);
        int lastMark = world.take(2);
        int latest = world.take(2);
        int writes = world.take(2);
        Fence[] fences = new Fence[2];
        int[] values = new int[2];
        int[] marks = new int[2];
        for (int store = 0; store < 2; store++) {
            fences[store] = new Fence(ROLES[world.take(2)], world.take(1) == 1, world.take(4));
            values[store] = world.take(2);
            marks[store] = world.take(2);
        }
        Reader actors = new Reader(low);
        Router[] routers = new Router[2];
        for (int index = 0; index < 2; index++) {
            int known = actors.take(3);
            boolean leased = actors.take(1) == 1;
            routers[index] = new Router(
                    known,
                    leased,
                    new Operation(
                            KINDS[actors.take(2)], actors.take(1), actors.take(2), actors.take(4), actors.take(4)));
        }
        Mover[] movers = new Mover[2];
        for (int index = 0; index < 2; index++) {
            int ownToken = actors.take(3);
            int epoch = actors.take(4);
            movers[index] = new Mover(
                    ownToken,
                    epoch,
                    new Work(world.take(1) == 1, world.take(1), world.take(2), world.take(2), world.take(1) == 1));
        }
        return new State(
                phase,
                step,
                new Two<>(fences[0], fences[1]),
                token,
                new Two<>(values[0], values[1]),
                new Two<>(marks[0], marks[1]),
                lastMark,
                latest,
                writes,
                new Two<>(routers[0], routers[1]),
                new Two<>(movers[0], movers[1]));
    }

    private static final class Writer {
        private long bits;
        private int used;

        Writer put(int value, int width) {
            if (value >>> width != 0 || used + width > Long.SIZE) {
                throw new IllegalStateException(value + " has no room in " + width + " bits");
            }
            bits |= (long) value << used;
            used += width;
            return this;
        }
    }

    private static final class Reader {
        private final long bits;
        private int used;

        Reader(long bits) {
            this.bits = bits;
        }

        int take(int width) {
            int value = (int) (bits >>> used & (1L << width) - 1);
            used += width;
            return value;
        }
    }
}
