package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.A;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Bits;
import dev.godwit.spec.internal.explore.Part;
import dev.godwit.spec.internal.explore.World;

/** One unit, one key: what each store, router and mover has. Values are numbers that grow with each write. */
final class MoveWorld extends World {
    static final int NO_MARK = 0;
    private static final Phase[] PHASES = {
        Phase.SYNCED, Phase.CUTTING, Phase.PROBATION, Phase.CUTTING_BACK, Phase.SYNCED
    };
    private static final Role[] ROLES = Role.values();
    private static final Doing[] DOINGS = Doing.values();

    /** Of the placement: each change of phase takes the next one. */
    int epoch;

    Cutover cutover = Cutover.ANNOUNCED;
    /** The mover that may write into the mirror. */
    int token = 1;

    int lastMark;
    /** The last committed value. */
    int latest;
    /** How many writes have begun. */
    int writes;

    final Store[] stores = {new Store(Role.HOME), new Store(Role.MIRROR)};
    final Router[] routers = {new Router(), new Router()};
    final Mover[] movers = {new Mover(1), new Mover(0)};

    static Phase phase(int epoch) {
        return PHASES[epoch];
    }

    Phase phase() {
        return PHASES[epoch];
    }

    /** The store that rows are mirrored from. */
    int source() {
        return epoch == 2 || epoch == 3 ? Side.B : A;
    }

    Store home() {
        return stores[source()];
    }

    Store mirror() {
        return stores[1 - source()];
    }

    boolean bothMirrors() {
        return stores[0].role == Role.MIRROR && stores[1].role == Role.MIRROR;
    }

    @Override
    public void pass(Bits bits) {
        epoch = bits.number(epoch, 4);
        cutover = bits.one(cutover, Cutover.ALL);
        token = bits.number(token, 15);
        lastMark = bits.number(lastMark, 3);
        latest = bits.number(latest, 3);
        writes = bits.number(writes, 3);
        stores[0].pass(bits);
        stores[1].pass(bits);
        bits.alike(routers, 17);
        bits.alike(movers, 15);
    }

    @Override
    public String text() {
        return "%-12s A %s  B %s  latest %d".formatted(phase(), stores[0].text(), stores[1].text(), latest);
    }

    static final class Store implements Part {
        Role role;
        /** A FROZEN whose time is over: the row still says so, but writers pass. */
        boolean expired;

        int epoch;
        int value;
        /** The number of the key's newest mark. */
        int mark = NO_MARK;

        Store(Role role) {
            this.role = role;
        }

        boolean takesWrites() {
            return role == Role.HOME || expired;
        }

        void become(Role next) {
            role = next;
            expired = false;
            epoch++;
        }

        @Override
        public void pass(Bits bits) {
            role = bits.one(role, ROLES);
            expired = bits.flag(expired);
            epoch = bits.number(epoch, 15);
            value = bits.number(value, 3);
            mark = bits.number(mark, 3);
        }

        String text() {
            return "%s%s epoch %d value %d%s"
                    .formatted(role, expired ? " (expired)" : "", epoch, value, mark == NO_MARK ? "" : " mark " + mark);
        }
    }

    enum Doing {
        NOTHING,
        WRITE,
        LEASED_READ,
        MIRROR_READ
    }

    static final class Router implements Part {
        /** The placement's epoch that it has heard of. */
        int known;

        boolean leased = true;
        Doing doing = Doing.NOTHING;
        int store;
        /** What is written, or was read. */
        int value;
        /** By bits: the values that were current at some moment since the read began. */
        int right;
        /** Of the mirror that is read. */
        int readEpoch;

        boolean isWriting(int where) {
            return doing == Doing.WRITE && store == where;
        }

        void begin(Doing next, int where) {
            doing = next;
            store = where;
        }

        void end() {
            doing = Doing.NOTHING;
            store = 0;
            value = 0;
            right = 0;
            readEpoch = 0;
        }

        @Override
        public void pass(Bits bits) {
            known = bits.number(known, 4);
            leased = bits.flag(leased);
            doing = bits.one(doing, DOINGS);
            store = bits.number(store, 1);
            value = bits.number(value, 3);
            right = bits.number(right, 15);
            readEpoch = bits.number(readEpoch, 15);
        }
    }

    /** Its right to write (token and epoch), and the row that it is moving. */
    static final class Mover implements Part {
        int token;
        int epoch;
        boolean busy;
        int from;
        int value;
        int mark;
        boolean applied;

        Mover(int token) {
            this.token = token;
        }

        void drop() {
            busy = false;
            from = A;
            value = 0;
            mark = NO_MARK;
            applied = false;
        }

        @Override
        public void pass(Bits bits) {
            token = bits.number(token, 15);
            epoch = bits.number(epoch, 15);
            busy = bits.flag(busy);
            from = bits.number(from, 1);
            value = bits.number(value, 3);
            mark = bits.number(mark, 3);
            applied = bits.flag(applied);
        }
    }
}
