package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Bits;
import dev.godwit.spec.internal.explore.Part;
import dev.godwit.spec.internal.explore.World;

/** Two units and two keys in two stores. A row belongs to one unit; a value is the number of its write. */
final class UnitsWorld extends World {
    static final int NOBODY = 2;
    static final int ABSENT = 0;
    static final int NO_MARK = 0;
    static final int[] UNITS = {0, 1};
    static final int[] KEYS = {0, 1};
    private static final Role[] ROLES = Role.values();

    final Store[] stores = {new Store(), new Store()};
    /** What the application has committed, by unit and key. */
    final int[][] truth = new int[2][2];

    final Mover[] movers = {new Mover(), new Mover()};
    final Reader reader = new Reader();
    int writes;

    UnitsWorld(boolean apart) {
        for (int unit : UNITS) {
            stores[A].roles[unit] = Role.HOME;
            stores[B].roles[unit] = Role.MIRROR;
        }
        if (apart) {
            stores[A].roles[1] = Role.MOVED;
            stores[B].roles[1] = Role.HOME;
        }
    }

    static char name(int unit) {
        return unit == 0 ? 'u' : 'v';
    }

    boolean isInFlight(int unit) {
        return stores[A].roles[unit] != Role.MOVED;
    }

    /** The store that answers for the unit; -1 while both are mirrors. */
    int home(int unit) {
        return stores[A].roles[unit].answersReads() ? A : stores[B].roles[unit].answersReads() ? B : -1;
    }

    @Override
    public void pass(Bits bits) {
        for (Store store : stores) {
            store.pass(bits);
        }
        for (int[] values : truth) {
            values[0] = bits.number(values[0], 3);
            values[1] = bits.number(values[1], 3);
        }
        writes = bits.number(writes, 3);
        movers[0].pass(bits);
        movers[1].pass(bits);
        reader.pass(bits);
    }

    @Override
    public String text() {
        return "A " + stores[A].text() + "  B " + stores[B].text();
    }

    static final class Store implements Part {
        final Role[] roles = {Role.HOME, Role.HOME};
        final int[] owner = {NOBODY, NOBODY};
        final int[] value = {ABSENT, ABSENT};
        /** The newest mark, by unit and key. */
        final int[][] marks = new int[2][2];

        /** What the unit has for the key: a row of another unit is none of it. */
        int valueOf(int unit, int key) {
            return owner[key] == unit ? value[key] : ABSENT;
        }

        void put(int unit, int key, int newValue) {
            owner[key] = newValue == ABSENT ? NOBODY : unit;
            value[key] = newValue;
        }

        boolean hasMarks(int unit) {
            return marks[unit][0] != NO_MARK || marks[unit][1] != NO_MARK;
        }

        @Override
        public void pass(Bits bits) {
            for (int each : UNITS) {
                roles[each] = bits.one(roles[each], ROLES);
                owner[each] = bits.number(owner[each], NOBODY);
                value[each] = bits.number(value[each], 3);
                marks[each][0] = bits.number(marks[each][0], 3);
                marks[each][1] = bits.number(marks[each][1], 3);
            }
        }

        String text() {
            StringBuilder text = new StringBuilder("(u %s, v %s)".formatted(roles[0], roles[1]));
            for (int key : KEYS) {
                if (owner[key] != NOBODY) {
                    text.append(" key %d is %s's, value %d;".formatted(key, name(owner[key]), value[key]));
                }
            }
            for (int unit : UNITS) {
                for (int key : KEYS) {
                    if (marks[unit][key] != NO_MARK) {
                        text.append(" mark (%s, key %d);".formatted(name(unit), key));
                    }
                }
            }
            return text.toString();
        }
    }

    /** Of one unit: the row that it carries to the unit's mirror. */
    static final class Mover implements Part {
        boolean busy;
        boolean applied;
        int from;
        int key;
        int value;
        int mark;

        void drop() {
            busy = false;
            applied = false;
            from = A;
            key = 0;
            value = ABSENT;
            mark = NO_MARK;
        }

        @Override
        public void pass(Bits bits) {
            busy = bits.flag(busy);
            applied = bits.flag(applied);
            from = bits.number(from, 1);
            key = bits.number(key, 1);
            value = bits.number(value, 3);
            mark = bits.number(mark, 3);
        }
    }

    /** Reads both keys of unit u in a store, one statement each. */
    static final class Reader implements Part {
        boolean busy;
        int from;
        int first;
        /** By bits: the values that were current since the read began, by key. */
        final int[] right = new int[2];

        void drop() {
            busy = false;
            from = A;
            first = ABSENT;
            right[0] = 0;
            right[1] = 0;
        }

        @Override
        public void pass(Bits bits) {
            busy = bits.flag(busy);
            from = bits.number(from, 1);
            first = bits.number(first, 3);
            right[0] = bits.number(right[0], 15);
            right[1] = bits.number(right[1], 15);
        }
    }
}
