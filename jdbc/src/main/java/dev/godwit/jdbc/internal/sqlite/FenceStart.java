package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the fence rows of a wave in one file, as its writer. */
record FenceStart(StoreName store, StoreObjects objects) {
    Map<UnitId, Fence> start(Sql sql, MigrationName migration, Role role, Collection<UnitId> units)
            throws SQLException {
        Role settled = settledFormOf(role);
        Role byDefault = byDefault(sql);
        boolean changed = false;
        for (UnitId unit : new TreeSet<>(units)) {
            Optional<Fence> fence = FenceRows.ofUnit(sql, objects, unit);
            if (fence.isEmpty()) {
                requireMeaning(unit, byDefault, settled, "by default");
                sql.update(
                        "insert into " + objects.fence()
                                + " (unit, role, epoch, in_flight, migration) values (?, ?, 1, 1, ?)",
                        unit.value(),
                        role.name(),
                        migration.value());
                changed = true;
            } else if (!fence.get().inFlight()) {
                requireMeaning(unit, fence.get().role(), settled, "by its fence row");
                sql.update(
                        "update " + objects.fence() + " set role = ?, epoch = epoch + 1, token = 0, in_flight = 1,"
                                + " migration = ? where unit = ?",
                        role.name(),
                        migration.value(),
                        unit.value());
                changed = true;
            }
        }
        if (changed) {
            sql.update("update " + objects.defaultFence() + " set epoch = epoch + 1, migration = ?", migration.value());
        }
        return FenceRows.ofUnits(sql, objects, units);
    }

    int exclude(Sql sql, MigrationName migration, Collection<UnitId> units) throws SQLException {
        Role byDefault = byDefault(sql);
        int written = 0;
        for (UnitId unit : new TreeSet<>(units)) {
            if (FenceRows.ofUnit(sql, objects, unit).isEmpty()) {
                requireMeaning(unit, byDefault, Role.MOVED, "by default");
                written += sql.update(
                        "insert into " + objects.fence()
                                + " (unit, role, epoch, in_flight, migration) values (?, 'MOVED', 1, 0, ?)",
                        unit.value(),
                        migration.value());
            }
        }
        return written;
    }

    private Role byDefault(Sql sql) throws SQLException {
        return sql.first("select role from " + objects.defaultFence(), row -> Role.valueOf(row.getString(1)))
                .orElseThrow();
    }

    private static Role settledFormOf(Role role) {
        return switch (role) {
            case HOME -> Role.HOME;
            case MIRROR -> Role.MOVED;
            case FROZEN, MOVED -> throw new IllegalArgumentException("a move does not start as " + role);
        };
    }

    private void requireMeaning(UnitId unit, Role actual, Role expected, String because) {
        if (actual != expected) {
            throw new GodwitException(
                    ErrorCode.FENCE_LOST,
                    "store " + store + " is " + actual + " for unit " + unit + " " + because
                            + ", but a move needs it to be " + expected + " before it starts");
        }
    }
}
