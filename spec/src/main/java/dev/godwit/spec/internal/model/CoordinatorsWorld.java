package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Bits;
import dev.godwit.spec.internal.explore.Part;
import dev.godwit.spec.internal.explore.World;

/** One unit with one key, its control record, and two coordinators that each know what they read at some time. */
final class CoordinatorsWorld extends World {
    static final int NO_MARK = 0;
    /** Epochs of fences begin above it, so that it names no heir. */
    static final int NO_HEIR = 0;

    private static final Role[] ROLES = Role.values();
    private static final Phase[] PHASES = Phase.values();

    final ControlRecord record = new ControlRecord();
    final Store[] stores = {new Store(Role.HOME), new Store(Role.MIRROR)};
    final Coordinator[] coordinators = {new Coordinator(), new Coordinator()};
    final Router router = new Router();
    final Mover mover = new Mover();

    /** How many attempts to change the home have begun. */
    int attempts;

    int lastMark;
    /** The last committed value. */
    int latest;
    /** How many writes have begun. */
    int writes;

    @Override
    public void pass(Bits bits) {
        record.pass(bits);
        attempts = bits.number(attempts, 3);
        lastMark = bits.number(lastMark, 3);
        latest = bits.number(latest, 3);
        writes = bits.number(writes, 3);
        stores[A].pass(bits);
        stores[B].pass(bits);
        router.pass(bits);
        mover.pass(bits);
        bits.alike(coordinators, 25);
    }

    @Override
    public String text() {
        return "record %s epoch %d  A %s  B %s  latest %d  1 %s  2 %s"
                .formatted(
                        record.phase,
                        record.epoch,
                        stores[A].text(),
                        stores[B].text(),
                        latest,
                        coordinators[0].at,
                        coordinators[1].at);
    }

    /** What the control store says, or said when a coordinator read it. */
    static final class ControlRecord implements Part {
        Phase phase = Phase.SYNCED;
        int epoch;
        /** The epochs of the fences that the attempt found, written down before it acts. */
        final int[] expected = new int[2];

        void become(ControlRecord other) {
            phase = other.phase;
            epoch = other.epoch;
            expected[A] = other.expected[A];
            expected[B] = other.expected[B];
        }

        void clear() {
            become(new ControlRecord());
        }

        /** The home; while it changes, the old one. */
        int home() {
            return phase == Phase.PROBATION || phase == Phase.CUTTING_BACK ? B : A;
        }

        int mirror() {
            return 1 - home();
        }

        @Override
        public void pass(Bits bits) {
            phase = bits.one(phase, PHASES);
            epoch = bits.number(epoch, 15);
            expected[A] = bits.number(expected[A], 15);
            expected[B] = bits.number(expected[B], 15);
        }
    }

    static final class Store implements Part {
        Role role;
        /** A FROZEN whose time is over: the row still says so, but writers pass. */
        boolean expired;

        int epoch = 1;
        /** The epoch of the other store with which this one, sealed, may become home. */
        int heir = NO_HEIR;

        int value;
        int mark = NO_MARK;

        Store(Role role) {
            this.role = role;
        }

        boolean takesWrites() {
            return role == Role.HOME || expired;
        }

        boolean is(Role expectedRole, int expectedEpoch) {
            return role == expectedRole && epoch == expectedEpoch;
        }

        /** Takes the next epoch; only the seal leaves an heir. */
        void become(Role next) {
            role = next;
            expired = false;
            heir = NO_HEIR;
            epoch++;
        }

        @Override
        public void pass(Bits bits) {
            role = bits.one(role, ROLES);
            expired = bits.flag(expired);
            epoch = bits.number(epoch, 15);
            heir = bits.number(heir, 15);
            value = bits.number(value, 3);
            mark = bits.number(mark, 3);
        }

        String text() {
            return "%s%s epoch %d%s value %d%s"
                    .formatted(
                            role,
                            expired ? " (expired)" : "",
                            epoch,
                            heir == NO_HEIR ? "" : " heir of " + heir,
                            value,
                            mark == NO_MARK ? "" : " mark " + mark);
        }
    }

    /** What a coordinator is about to do, judged from what it knows. */
    enum At {
        /** Knows nothing: it has just started, or a compare-and-set has failed. */
        LOST,
        /** Has read the record. */
        READ,
        /** Has read the record and the home's fence. */
        READ_HOME,
        /** Home takes writes, and the mirror has moved on. */
        LOOKS_VOID,
        /** No attempt is under way. */
        RESTING,
        ANNOUNCED,
        FROZEN,
        /** Frozen by somebody else. */
        FOUND_FROZEN,
        DRAINED,
        SEALED,
        /** Sealed by an attempt that came to nothing. */
        FOUND_SEALED,
        DEMOTED,
        PROMOTED,
        /** Home takes writes, the attempt is void; the record may not say so yet. */
        THAWED,
        /** On the way back between steps 7 and 8: the mirror is no heir any more. */
        REOPENED;

        private static final At[] ALL = values();

        boolean isLooking() {
            return this == READ || this == READ_HOME || this == LOOKS_VOID;
        }

        boolean mayThaw() {
            return switch (this) {
                case FROZEN, FOUND_FROZEN, DRAINED, SEALED -> true;
                case LOST,
                        READ,
                        READ_HOME,
                        LOOKS_VOID,
                        RESTING,
                        ANNOUNCED,
                        FOUND_SEALED,
                        DEMOTED,
                        PROMOTED,
                        THAWED,
                        REOPENED -> false;
            };
        }
    }

    /** May stall anywhere and go on with what it knew. */
    static final class Coordinator implements Part {
        At at = At.LOST;
        final ControlRecord known = new ControlRecord();
        Role sawRole = Role.HOME;
        int sawEpoch;

        void saw(Store home) {
            sawRole = home.role;
            sawEpoch = home.epoch;
        }

        void forgetWhatItSaw() {
            sawRole = Role.HOME;
            sawEpoch = 0;
        }

        void expects(int homeEpoch, int mirrorEpoch) {
            known.expected[known.home()] = homeEpoch;
            known.expected[known.mirror()] = mirrorEpoch;
        }

        void lose() {
            at = At.LOST;
            known.clear();
        }

        @Override
        public void pass(Bits bits) {
            at = bits.one(at, At.ALL);
            known.pass(bits);
            sawRole = bits.one(sawRole, ROLES);
            sawEpoch = bits.number(sawEpoch, 15);
        }
    }

    /** One is enough: what it knows, its lease, and a write under way. */
    static final class Router implements Part {
        static final int NOWHERE = 2;

        int known;
        boolean leased = true;
        /** Where it reads under its lease. */
        int readsFrom = A;

        int writesTo = NOWHERE;
        int value;

        @Override
        public void pass(Bits bits) {
            known = bits.number(known, 15);
            leased = bits.flag(leased);
            readsFrom = bits.number(readsFrom, NOWHERE);
            writesTo = bits.number(writesTo, NOWHERE);
            value = bits.number(value, 3);
        }
    }

    /** Writes into {@code to} with the right of an epoch. */
    static final class Mover implements Part {
        int to = B;
        int epoch = 1;
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
            epoch = bits.number(epoch, 15);
            mark = bits.number(mark, 3);
            value = bits.number(value, 3);
            applied = bits.flag(applied);
        }
    }
}
