package dev.godwit.engine.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import java.util.Set;
import java.util.TreeSet;

/** Whether a migration can run beside another one. Pure. */
final class Neighbourhood {
    private final Plan plan;
    private final Plan other;

    private Neighbourhood(Plan plan, Plan other) {
        this.plan = plan;
        this.other = other;
    }

    /**
     * Makes sure that both can run at once.
     *
     * @throws GodwitException with {@link ErrorCode#MIGRATIONS_COLLIDE}
     */
    static void require(Plan plan, Plan other) {
        Neighbourhood both = new Neighbourhood(plan, other);
        both.requireSameStores();
        both.requireSameEntities();
        both.requireApart();
    }

    /**
     * Makes sure that a migration of another keyspace is about other tables: what captures and refuses writes is of one
     * keyspace only.
     *
     * @throws GodwitException with {@link ErrorCode#MIGRATIONS_COLLIDE}
     */
    static void requireOtherTables(Plan plan, Plan other) {
        Set<String> taken = tables(other);
        tables(plan).stream().filter(taken::contains).findFirst().ifPresent(table -> {
            throw new Neighbourhood(plan, other)
                    .collide(table.substring(table.indexOf(' ') + 1) + " is in keyspace "
                            + other.keyspace().name() + " there, and a table belongs to one keyspace");
        });
    }

    /** Each with its database before it. */
    private static Set<String> tables(Plan plan) {
        Set<String> tables = new TreeSet<>();
        for (StoreName store : plan.movingStores()) {
            for (Entity entity : plan.keyspace().entities()) {
                tables.add(plan.address(store).url() + " table " + entity.tableIn(store));
            }
        }
        return tables;
    }

    private void requireSameStores() {
        for (StoreAddress here : plan.stores()) {
            for (StoreAddress there : other.stores()) {
                if (here.name().equals(there.name()) != here.url().equals(there.url())) {
                    throw collide("store " + here.name() + " here and store " + there.name()
                            + " there have the same name or the same URL; a store has one of each");
                }
            }
        }
    }

    private void requireSameEntities() {
        if (plan.keyspace().entities().size() != other.keyspace().entities().size()) {
            throw collide("a keyspace has the same entities in all migrations that run at once");
        }
        for (int i = 0; i < plan.keyspace().entities().size(); i++) {
            Entity here = plan.keyspace().entities().get(i);
            Entity there = other.keyspace().entities().get(i);
            boolean same = here.name().equals(there.name())
                    && here.key().equals(there.key())
                    && here.unit().equals(there.unit())
                    && plan.movingStores().stream().allMatch(store -> sameTable(here, there, store));
            if (!same) {
                throw collide("entity " + here.name() + " has another name, key, unit or table there");
            }
        }
        if (plan.keyspace().rowsWithoutUnit() != other.keyspace().rowsWithoutUnit()) {
            throw collide("'unitNull' is the same in all migrations that run at once");
        }
    }

    private boolean sameTable(Entity here, Entity there, StoreName store) {
        boolean shared = other.movingStores().contains(store);
        return !shared || here.tableIn(store).equals(there.tableIn(store));
    }

    private void requireApart() {
        if (plan.takesAll() && other.takesAll()) {
            throw collide("both take all units, so both would move the home of those that nobody has listed");
        }
        if (plan.newUnits() == NewUnits.TARGET || other.newUnits() == NewUnits.TARGET) {
            throw collide("with 'newUnits: target' a migration runs alone");
        }
        if (plan.keys() == Keys.RANGES || other.keys() == Keys.RANGES) {
            throw collide("with 'keys: ranges' a migration runs alone");
        }
        if (hasReferences(plan) || hasReferences(other)) {
            throw collide("with reference tables a migration runs alone");
        }
    }

    private static boolean hasReferences(Plan plan) {
        return plan.waves().stream().anyMatch(wave -> wave.units() instanceof Selection.Reference);
    }

    private GodwitException collide(String why) {
        return new GodwitException(
                ErrorCode.MIGRATIONS_COLLIDE,
                "migration " + plan.migration() + " can't run beside " + other.migration() + ": " + why);
    }
}
