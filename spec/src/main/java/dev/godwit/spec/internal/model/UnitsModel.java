package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;
import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;
import static dev.godwit.spec.internal.model.UnitsWorld.ABSENT;
import static dev.godwit.spec.internal.model.UnitsWorld.KEYS;
import static dev.godwit.spec.internal.model.UnitsWorld.NOBODY;
import static dev.godwit.spec.internal.model.UnitsWorld.NO_MARK;
import static dev.godwit.spec.internal.model.UnitsWorld.UNITS;
import static dev.godwit.spec.internal.model.UnitsWorld.name;

import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.UnitsWorld.Mover;
import dev.godwit.spec.internal.model.UnitsWorld.Reader;
import dev.godwit.spec.internal.model.UnitsWorld.Store;
import java.util.Set;

/**
 * Two units whose rows share tables: a row changes its unit, two homes hand out the same key, a unit is read row by row
 * while it moves. {@code apart=1}: unit v is settled in B from the start.
 */
final class UnitsModel implements Model<UnitsWorld> {
    private final int writes;
    private final boolean apart;
    private final Set<Rule> broken;

    UnitsModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 3);
        this.apart = size.get("apart", 1) == 1;
        this.broken = broken;
    }

    @Override
    public UnitsWorld world() {
        return new UnitsWorld(apart);
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void enter(Table<UnitsWorld> table) {
        for (int unit : UNITS) {
            for (int store : BOTH) {
                for (int key : KEYS) {
                    application(table, unit, store, key);
                }
            }
            mover(table, unit);
            cutover(table, unit);
        }
        reader(table);
    }

    // ---- the application: the store checks the unit of the old row and of the new one, and marks both

    private void application(Table<UnitsWorld> table, int unit, int store, int key) {
        String where = " of " + name(unit) + " in " + letter(store);
        int other = 1 - unit;

        table.step(
                "application: writes key " + key + where,
                now -> mayWrite(now, unit, store)
                        && (now.stores[store].owner[key] == unit || now.stores[store].owner[key] == NOBODY),
                then -> write(then, unit, store, key, then.writes + 1));

        table.step(
                "application: deletes key " + key + where,
                now -> mayWrite(now, unit, store) && now.stores[store].owner[key] == unit,
                then -> write(then, unit, store, key, ABSENT));

        table.step(
                "application: gives key " + key + where + " to " + name(other),
                now -> mayWrite(now, unit, store)
                        && mayWrite(now, other, store)
                        && now.stores[store].owner[key] == unit,
                then -> {
                    write(then, unit, store, key, ABSENT);
                    then.writes--;
                    write(then, other, store, key, then.writes + 1);
                });
    }

    private boolean mayWrite(UnitsWorld now, int unit, int store) {
        return now.writes < writes && now.stores[store].roles[unit] == Role.HOME;
    }

    private static void write(UnitsWorld then, int unit, int store, int key, int value) {
        then.writes++;
        then.stores[store].put(unit, key, value);
        then.truth[unit][key] = value;
        if (then.isInFlight(unit)) {
            then.stores[store].marks[unit][key] = then.writes;
        }
        if (unit == 0 && then.reader.busy) {
            then.reader.right[key] |= 1 << value;
        }
    }

    // ---- drain and apply, by unit and key

    private void mover(Table<UnitsWorld> table, int unit) {
        String mover = "mover of " + name(unit);

        for (int key : KEYS) {
            table.step(
                    mover + ": reads the mark of key " + key + ", then the row if it is " + name(unit) + "'s",
                    now -> !now.movers[unit].busy
                            && now.home(unit) >= 0
                            && now.stores[now.home(unit)].marks[unit][key] != NO_MARK,
                    then -> {
                        Mover self = then.movers[unit];
                        self.busy = true;
                        self.from = then.home(unit);
                        self.key = key;
                        self.mark = then.stores[self.from].marks[unit][key];
                        self.value = then.stores[self.from].valueOf(unit, key);
                    });
        }

        table.step(mover + ": applies the row", now -> now.movers[unit].busy && !now.movers[unit].applied, then -> {
            Mover self = then.movers[unit];
            Store mirror = then.stores[1 - self.from];
            if (mirror.roles[unit] != Role.MIRROR) {
                self.drop();
                return;
            }
            boolean ours = mirror.owner[self.key] == unit || broken.contains(Rule.FOREIGNROW);
            boolean free = mirror.owner[self.key] == NOBODY;
            if (ours || free) {
                mirror.put(unit, self.key, self.value);
            } else if (self.value != ABSENT) {
                // Fewer rows than expected: the key belongs to someone else. The mark stays.
                self.drop();
                return;
            }
            self.applied = true;
        });

        table.step(mover + ": deletes the mark", now -> now.movers[unit].applied, then -> {
            Mover self = then.movers[unit];
            if (then.stores[self.from].marks[unit][self.key] == self.mark) {
                then.stores[self.from].marks[unit][self.key] = NO_MARK;
            }
            self.drop();
        });
    }

    // ---- cutover, as far as rows are concerned

    private static void cutover(Table<UnitsWorld> table, int unit) {
        String name = "coordinator of " + name(unit);

        table.step(
                name + ": step 3, A is FROZEN",
                now -> now.stores[A].roles[unit] == Role.HOME,
                then -> then.stores[A].roles[unit] = Role.FROZEN);

        table.step(
                name + ": thaw",
                now -> now.stores[A].roles[unit] == Role.FROZEN,
                then -> then.stores[A].roles[unit] = Role.HOME);

        table.step(
                name + ": steps 6 and 7, no mark is left, B is sealed and A is a mirror",
                now -> now.stores[A].roles[unit] == Role.FROZEN && !now.stores[A].hasMarks(unit),
                then -> {
                    then.stores[A].roles[unit] = Role.MIRROR;
                    then.movers[unit].drop();
                });

        table.step(
                name + ": step 8, B is HOME",
                now -> now.stores[A].roles[unit] == Role.MIRROR && now.stores[B].roles[unit] == Role.MIRROR,
                then -> then.stores[B].roles[unit] = Role.HOME);
    }

    // ---- a strict read of both keys of u, one statement each

    private void reader(Table<UnitsWorld> table) {
        for (int store : BOTH) {
            table.step(
                    "reader: looks at the fence in " + letter(store) + " and reads key 0 of u",
                    now -> !now.reader.busy
                            && (now.stores[store].roles[0].answersReads() || broken.contains(Rule.ROLEAFTER)),
                    then -> {
                        Reader self = then.reader;
                        self.busy = true;
                        self.from = store;
                        self.first = then.stores[store].valueOf(0, 0);
                        self.right[0] = 1 << then.truth[0][0];
                        self.right[1] = 1 << then.truth[0][1];
                    });
        }

        table.step("reader: reads key 1 of u and looks at the fence again", now -> now.reader.busy, then -> {
            Reader self = then.reader;
            if (then.stores[self.from].roles[0].answersReads()) {
                int second = then.stores[self.from].valueOf(0, 1);
                then.holds(
                        (self.right[0] & 1 << self.first) != 0 && (self.right[1] & 1 << second) != 0,
                        Invariant.READS_LINEARIZABLE,
                        "u was read as " + self.first + " and " + second);
            }
            self.drop();
        });
    }

    // ---- what must hold

    @Override
    public void check(UnitsWorld world) {
        for (int unit : UNITS) {
            for (int key : KEYS) {
                check(world, unit, key);
            }
        }
    }

    private static void check(UnitsWorld world, int unit, int key) {
        int inA = world.stores[A].valueOf(unit, key);
        int inB = world.stores[B].valueOf(unit, key);
        int home = world.home(unit);
        world.holds(
                home < 0 || (home == A ? inA : inB) == world.truth[unit][key],
                Invariant.FOREIGN_ROWS_UNTOUCHED,
                "key %d of %s should be %d at home".formatted(key, name(unit), world.truth[unit][key]));
        boolean marked = home >= 0 && world.stores[home].marks[unit][key] != NO_MARK;
        world.holds(
                !world.isInFlight(unit) || marked || inA == inB,
                home < 0 ? Invariant.MIRRORS_EQUAL : Invariant.DIFFERENCES_ARE_MARKED,
                "key %d of %s is %d in A, %d in B".formatted(key, name(unit), inA, inB));
    }

    @Override
    public boolean isSettled(UnitsWorld world) {
        return world.stores[world.home(0) == B ? B : A].roles[0] == Role.HOME
                && world.stores[world.home(1) == B ? B : A].roles[1] == Role.HOME;
    }
}
