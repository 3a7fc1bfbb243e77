package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes the fence rows of a wave in one store. */
final class FenceStart {
    private static final List<String> BOUNDS =
            List.of("set local lock_timeout = '50ms'", "set local statement_timeout = '10s'");

    private final StoreName store;
    private final KeyspaceSchema schema;

    FenceStart(StoreName store, KeyspaceSchema schema) {
        this.store = store;
        this.schema = schema;
    }

    Map<UnitId, Fence> start(Connection connection, MigrationName migration, Role role, Collection<UnitId> units)
            throws SQLException {
        Role settled = settledFormOf(role);
        String defaultRole = lockDefault(connection);
        Map<UnitId, Fence> before = FenceRows.ofUnits(connection, schema, units);
        List<String> unborn = new ArrayList<>();
        List<String> resting = new ArrayList<>();
        for (UnitId unit : new TreeSet<>(units)) {
            Fence fence = before.get(unit);
            if (fence == null) {
                requireMeaning(unit, Role.valueOf(defaultRole), settled, "by default");
                unborn.add(unit.value());
            } else if (!fence.inFlight()) {
                requireMeaning(unit, fence.role(), settled, "by its fence row");
                resting.add(unit.value());
            }
        }
        if (!unborn.isEmpty() || !resting.isEmpty()) {
            insert(connection, migration, role, unborn);
            requireAll(resting, update(connection, migration, role, settled, resting));
            bumpDefault(connection, migration);
        }
        return FenceRows.ofUnits(connection, schema, units);
    }

    /** Writers whose snapshot is older are refused when the default becomes HOME, for that row is changed then. */
    void exclude(Connection connection, MigrationName migration, Collection<UnitId> units) throws SQLException {
        Role byDefault = Role.valueOf(lockDefault(connection));
        Map<UnitId, Fence> known = FenceRows.ofUnits(connection, schema, units);
        List<String> unknown = new ArrayList<>();
        for (UnitId unit : new TreeSet<>(units)) {
            if (!known.containsKey(unit)) {
                requireMeaning(unit, byDefault, Role.MOVED, "by default");
                unknown.add(unit.value());
            }
        }
        String sql = "insert into " + schema.fence() + " (unit, role, epoch, in_flight, migration)"
                + " select unit, 'MOVED', 1, false, ? from unnest(?::text[]) unit";
        Pipeline.update(connection, List.of(sql), migration.value(), unknown.toArray(String[]::new));
    }

    private static Role settledFormOf(Role role) {
        return switch (role) {
            case HOME -> Role.HOME;
            case MIRROR -> Role.MOVED;
            case FROZEN, MOVED -> throw new IllegalArgumentException("a move does not start as " + role);
        };
    }

    /** Whoever else starts a wave or changes the default waits here, so that both don't decide on the same rows. */
    private String lockDefault(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>(BOUNDS);
        statements.add("select role from " + schema.defaultFence() + " for update");
        return Pipeline.query(connection, statements, row -> row.getString(1)).getFirst();
    }

    private void requireMeaning(UnitId unit, Role actual, Role expected, String because) {
        if (actual != expected) {
            throw new GodwitException(
                    ErrorCode.FENCE_LOST,
                    "store " + store + " is " + actual + " for unit " + unit + " " + because
                            + ", but a move needs it to be " + expected + " before it starts");
        }
    }

    /** A unit that lived here by default stays home without a gap, so home_since is the default's: 0. */
    private void insert(Connection connection, MigrationName migration, Role role, List<String> units)
            throws SQLException {
        String sql = "insert into " + schema.fence() + " (unit, role, epoch, in_flight, migration)"
                + " select unit, ?, 1, true, ? from unnest(?::text[]) unit";
        Pipeline.update(connection, List.of(sql), role.name(), migration.value(), units.toArray(String[]::new));
    }

    private int update(Connection connection, MigrationName migration, Role role, Role settled, List<String> units)
            throws SQLException {
        String sql = "update " + schema.fence() + " set role = ?, epoch = epoch + 1, token = 0, in_flight = true,"
                + " migration = ? where unit = any (?) and role = ? and not in_flight";
        return Pipeline.update(
                connection, List.of(sql), role.name(), migration.value(), units.toArray(String[]::new), settled.name());
    }

    private void requireAll(List<String> expected, int changed) {
        if (changed != expected.size()) {
            throw new GodwitException(
                    ErrorCode.STORE_BUSY, "store " + store + ": fence rows changed while the wave was started");
        }
    }

    /** Writers whose snapshot is older than the new rows don't see them; this row stops them (pitfall U3). */
    private void bumpDefault(Connection connection, MigrationName migration) throws SQLException {
        Pipeline.update(
                connection,
                List.of("update " + schema.defaultFence() + " set epoch = epoch + 1, migration = ?"),
                migration.value());
    }
}
