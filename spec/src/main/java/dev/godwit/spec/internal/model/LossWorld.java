package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Bits;
import dev.godwit.spec.internal.explore.Part;
import dev.godwit.spec.internal.explore.World;

/** One unit with one key in two stores, each with a standby that may lack the last commit. */
final class LossWorld extends World {
    static final int NO_MARK = 0;
    static final int NO_HEIR = 0;
    static final int NO_TOKEN = 0;
    private static final Role[] ROLES = Role.values();
    private static final Phase[] PHASES = Phase.values();

    Phase phase = Phase.SYNCED;
    /** The epochs of the fences that the attempt found, by store. */
    final int[] expected = new int[2];
    /** The attempt has looked at both incarnations after the seal. */
    boolean checked;

    final Server[] servers = {new Server(Role.HOME), new Server(Role.MIRROR)};
    final Mover[] movers = {new Mover(), new Mover()};
    /** Every row was compared since a store lost something. */
    boolean verified = true;

    int losses;
    int attempts;
    int writes;
    /** The last committed value that no store has lost. */
    int latest;

    Store now(int store) {
        return servers[store].now;
    }

    int home() {
        return phase == Phase.PROBATION ? B : A;
    }

    Store mirror() {
        return now(1 - home());
    }

    /** Whether a changed incarnation waits to be heeded. */
    boolean isChanged() {
        return servers[A].changed || servers[B].changed;
    }

    /** What a commit changes, the standby does not have yet. */
    Store commit(int store) {
        servers[store].standby.become(servers[store].now);
        return servers[store].now;
    }

    @Override
    public void pass(Bits bits) {
        phase = bits.one(phase, PHASES);
        expected[A] = bits.number(expected[A], 15);
        expected[B] = bits.number(expected[B], 15);
        checked = bits.flag(checked);
        servers[A].pass(bits);
        servers[B].pass(bits);
        verified = bits.flag(verified);
        losses = bits.number(losses, 3);
        attempts = bits.number(attempts, 3);
        writes = bits.number(writes, 3);
        latest = bits.number(latest, 3);
        bits.alike(movers, 15);
    }

    @Override
    public String text() {
        return "%s%s  A %s  B %s  latest %d"
                .formatted(phase, verified ? "" : " (unverified)", servers[A].text(), servers[B].text(), latest);
    }

    /** A store, its standby, and whether the incarnation has changed since it was last heeded. */
    static final class Server implements Part {
        final Store now;
        final Store standby;
        boolean changed;

        Server(Role role) {
            now = new Store(role);
            standby = new Store(role);
        }

        boolean isFlushed() {
            return now.same(standby);
        }

        @Override
        public void pass(Bits bits) {
            now.pass(bits);
            standby.pass(bits);
            changed = bits.flag(changed);
        }

        String text() {
            return now.text() + (changed ? " (another incarnation)" : "");
        }
    }

    /** What is in a store, durable or not. */
    static final class Store implements Part {
        Role role;
        int epoch = 1;
        int heir = NO_HEIR;
        int token = NO_TOKEN;
        /** The store hands out numbers in turn, and forgets with a commit that it did. */
        int lastToken = NO_TOKEN;

        int lastMark = NO_MARK;
        int value;
        int mark = NO_MARK;

        Store(Role role) {
            this.role = role;
        }

        /** Takes the next epoch; whoever had a token is shut out. */
        void become(Role next) {
            role = next;
            epoch++;
            heir = NO_HEIR;
            token = NO_TOKEN;
        }

        boolean isOpenMirror() {
            return role == Role.MIRROR && heir == NO_HEIR;
        }

        void become(Store other) {
            role = other.role;
            epoch = other.epoch;
            heir = other.heir;
            token = other.token;
            lastToken = other.lastToken;
            lastMark = other.lastMark;
            value = other.value;
            mark = other.mark;
        }

        boolean same(Store other) {
            return role == other.role
                    && epoch == other.epoch
                    && heir == other.heir
                    && token == other.token
                    && lastToken == other.lastToken
                    && lastMark == other.lastMark
                    && value == other.value
                    && mark == other.mark;
        }

        @Override
        public void pass(Bits bits) {
            role = bits.one(role, ROLES);
            epoch = bits.number(epoch, 15);
            heir = bits.number(heir, 15);
            token = bits.number(token, 7);
            lastToken = bits.number(lastToken, 7);
            lastMark = bits.number(lastMark, 7);
            value = bits.number(value, 3);
            mark = bits.number(mark, 7);
        }

        String text() {
            return "%s epoch %d%s%s value %d%s"
                    .formatted(
                            role,
                            epoch,
                            heir == NO_HEIR ? "" : " heir of " + heir,
                            token == NO_TOKEN ? "" : " token " + token,
                            value,
                            mark == NO_MARK ? "" : " mark " + mark);
        }
    }

    static final class Mover implements Part {
        int to = B;
        int token = NO_TOKEN;
        int epoch;
        int mark = NO_MARK;
        int value;
        boolean applied;

        void drop() {
            mark = NO_MARK;
            value = 0;
            applied = false;
        }

        @Override
        public void pass(Bits bits) {
            to = bits.number(to, 1);
            token = bits.number(token, 7);
            epoch = bits.number(epoch, 15);
            mark = bits.number(mark, 7);
            value = bits.number(value, 3);
            applied = bits.flag(applied);
        }
    }
}
