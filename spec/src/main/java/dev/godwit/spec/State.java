package dev.godwit.spec;

import dev.godwit.core.Role;

/**
 * One state of the world. Stores are numbered: 0 is the source, 1 the target.
 *
 * @param phase 0 SYNCED, 1 CUTTING, 2 PROBATION, 3 CUTTING_BACK, 4 SYNCED again
 * @param step while the home changes: 0 waiting for acknowledgements, 1 frozen, 2 sealed, 3 demoted
 * @param token the mover that may write into the mirror
 * @param value what each store has for the key
 * @param mark the number of the key's newest mark in each store; 0 when there is none
 * @param latest the last committed value
 * @param writes how many writes have begun
 */
record State(
        int phase,
        int step,
        Two<Fence> fence,
        int token,
        Two<Integer> value,
        Two<Integer> mark,
        int lastMark,
        int latest,
        int writes,
        Two<Router> router,
        Two<Mover> mover) {

    static final State START = new State(
            0,
            0,
            new Two<>(new Fence(Role.HOME, false, 0), new Fence(Role.MIRROR, false, 0)),
            1,
            new Two<>(0, 0),
            new Two<>(0, 0),
            0,
            0,
            0,
            new Two<>(new Router(0, true, Operation.NONE), new Router(0, true, Operation.NONE)),
            new Two<>(new Mover(1, 0, Work.NONE), new Mover(0, 0, Work.NONE)));

    /** A fence; an expired one still says FROZEN, but lets writers in. */
    record Fence(Role role, boolean expired, int epoch) {
        boolean takesWrites() {
            return role == Role.HOME || expired;
        }

        Fence become(Role newRole) {
            return new Fence(newRole, false, epoch + 1);
        }

        Fence bumped() {
            return new Fence(role, expired, epoch + 1);
        }
    }

    /** A router: the phase that it knows, its lease, and what it is doing. */
    record Router(int known, boolean leased, Operation operation) {
        Router doing(Operation next) {
            return new Router(known, leased, next);
        }
    }

    /** What a router can be doing. */
    enum Kind {
        NOTHING,
        WRITE,
        LEASED_READ,
        MIRROR_READ
    }

    /**
     * An operation under way.
     *
     * @param value what is written, or was read
     * @param right the set of values, by bits, that were current since it began
     * @param epoch of the mirror that is being read
     */
    record Operation(Kind kind, int store, int value, int right, int epoch) {
        static final Operation NONE = new Operation(Kind.NOTHING, 0, 0, 0, 0);

        Operation seen(int committed) {
            return kind == Kind.LEASED_READ || kind == Kind.MIRROR_READ
                    ? new Operation(kind, store, value, right | 1 << committed, epoch)
                    : this;
        }

        boolean isRight(int answer) {
            return (right & 1 << answer) != 0;
        }
    }

    /** A mover with its right and what it is about to apply. */
    record Mover(int token, int epoch, Work work) {
        Mover doing(Work next) {
            return new Mover(token, epoch, next);
        }
    }

    /** A row on its way: from which store, which value, for which mark, and whether it was applied. */
    record Work(boolean underWay, int from, int value, int mark, boolean applied) {
        static final Work NONE = new Work(false, 0, 0, 0, false);
    }

    State at(int newPhase, int newStep) {
        return new State(newPhase, newStep, fence, token, value, mark, lastMark, latest, writes, router, mover);
    }

    State with(int store, Fence newFence) {
        return new State(
                phase, step, fence.with(store, newFence), token, value, mark, lastMark, latest, writes, router, mover);
    }

    State withToken(int newToken) {
        return new State(phase, step, fence, newToken, value, mark, lastMark, latest, writes, router, mover);
    }

    State withValue(int store, int newValue) {
        return new State(
                phase, step, fence, token, value.with(store, newValue), mark, lastMark, latest, writes, router, mover);
    }

    State withMark(int store, int newMark) {
        return new State(
                phase, step, fence, token, value, mark.with(store, newMark), lastMark, latest, writes, router, mover);
    }

    State committed(int newMark, int newLatest) {
        return new State(phase, step, fence, token, value, mark, newMark, newLatest, writes, router, mover);
    }

    State withWrites(int newWrites) {
        return new State(phase, step, fence, token, value, mark, lastMark, latest, newWrites, router, mover);
    }

    State with(int index, Router changed) {
        return new State(
                phase, step, fence, token, value, mark, lastMark, latest, writes, router.with(index, changed), mover);
    }

    State with(int index, Mover changed) {
        return new State(
                phase, step, fence, token, value, mark, lastMark, latest, writes, router, mover.with(index, changed));
    }
}
