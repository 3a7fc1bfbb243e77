package dev.godwit.engine.rehearsal;

import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Plan;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.UnitId;
import dev.godwit.engine.preflight.RowShapes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The rows that a rehearsal puts into a scratch store and takes out again. They are written as a mover writes them, so
 * Godwit is installed there meanwhile, and nowhere else. Not thread-safe.
 */
public final class ScratchRows implements AutoCloseable {
    /** One chunk should have all rows of a unit where they point to each other. */
    private static final int CHUNK_ROWS = 10_000;

    private final Store scratch;
    private final Plan plan;
    private final Map<UnitId, MoverRight> rights;

    private ScratchRows(Store scratch, Plan plan, Map<UnitId, MoverRight> rights) {
        this.scratch = scratch;
        this.plan = plan;
        this.rights = rights;
    }

    /**
     * Makes sure that nobody needs a scratch store: its tables are there and empty, and nothing of Godwit is.
     *
     * @throws GodwitException with {@link ErrorCode#SCRATCH_UNFIT} when that is not so
     */
    public static void requireUnused(Store scratch, String called, Plan plan) {
        StoreFacts facts = scratch.facts();
        if (facts.installed() || scratch.installed()) {
            throw unfit(
                    called,
                    "has fences of keyspace " + plan.keyspace().name()
                            + "; drop its schema godwit_" + plan.keyspace().name()
                            + " if they are of a rehearsal that was broken off");
        }
        for (Entity entity : plan.keyspace().entities()) {
            String table = entity.tableIn(scratch.name());
            StoreFacts.TableFacts found = Optional.ofNullable(facts.tables().get(entity.name()))
                    .orElseThrow(() -> unfit(called, "has no table " + table));
            if (found.rowsWithoutUnit() > 0
                    || !scratch.rows().units(entity, Optional.empty(), 1).isEmpty()) {
                throw unfit(called, "has rows in table " + table);
            }
        }
    }

    private static GodwitException unfit(String called, String why) {
        return new GodwitException(ErrorCode.SCRATCH_UNFIT, "scratch store " + called + " " + why);
    }

    /** Prepares a scratch store for the rows of these units. */
    public static ScratchRows in(Store scratch, Plan plan, Collection<UnitId> units) {
        scratch.uninstall();
        scratch.install(Role.MOVED);
        Map<UnitId, MoverRight> rights = new HashMap<>();
        for (Fence fence :
                scratch.fences().start(plan.migration(), Role.MIRROR, units).values()) {
            scratch.fences().acquire(fence.unit(), fence.epoch()).ifPresent(right -> rights.put(fence.unit(), right));
        }
        return new ScratchRows(scratch, plan, rights);
    }

    /**
     * Copies rows from a store in which nothing is installed, by plain reads.
     *
     * @param copied told how many rows have come, after each chunk
     */
    public long fill(Store from, LongConsumer copied) {
        long rows = 0;
        for (RowShape shape : shapes(from, scratch)) {
            for (UnitId unit : unitsOf(shape)) {
                Optional<Key> after = Optional.empty();
                Chunk chunk;
                do {
                    chunk = from.rows().readChunk(shape, unit, after, CHUNK_ROWS);
                    scratch.rows().writeChunk(right(unit), shape, chunk);
                    after = chunk.lastKey();
                    rows += chunk.rows().count();
                    copied.accept(rows);
                } while (!chunk.isEmpty());
            }
        }
        return rows;
    }

    /** Removes all rows of the units, children first. */
    public void empty() {
        for (RowShape shape : shapes(scratch, scratch).reversed()) {
            for (UnitId unit : unitsOf(shape)) {
                while (scratch.rows().remove(right(unit), shape, CHUNK_ROWS) > 0) {
                    // Until nothing is left.
                }
            }
        }
    }

    /** What the rows are now, as another store of the plan would get them. */
    public Contents contents(Store other) {
        return Contents.of(scratch, plan, shapes(scratch, other), rights.keySet());
    }

    private List<UnitId> unitsOf(RowShape shape) {
        return rights.keySet().stream()
                .filter(unit -> plan.keyspace().entitiesOf(unit).contains(shape.entity()))
                .sorted()
                .toList();
    }

    private MoverRight right(UnitId unit) {
        return Optional.ofNullable(rights.get(unit)).orElseThrow();
    }

    /** Parents first. */
    private List<RowShape> shapes(Store from, Store to) {
        Map<EntityName, RowShape> shapes = RowShapes.of(plan, from.facts(), to.facts());
        return new ArrayList<>(shapes.values());
    }

    /** Removes Godwit from the scratch store; rows that are there stay. */
    @Override
    public void close() {
        scratch.uninstall();
    }
}
