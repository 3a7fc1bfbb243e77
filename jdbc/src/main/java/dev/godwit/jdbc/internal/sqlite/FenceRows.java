package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.Heir;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a fence row is read. */
final class FenceRows {
    /** What {@link #read} expects, from a table that is called {@code f}. */
    static final String COLUMNS =
            "f.unit, f.role, f.epoch, f.home_since, f.token, f.heir_store, f.heir_epoch, coalesce("
                    + CaptureTriggers.NOW + " >= f.frozen_until, 0) as expired, f.in_flight";

    private FenceRows() {}

    static Fence read(ResultSet row) throws SQLException {
        return new Fence(
                UnitId.of(row.getString("unit")),
                Role.valueOf(row.getString("role")),
                new Epoch(row.getLong("epoch")),
                new Epoch(row.getLong("home_since")),
                new Token(row.getLong("token")),
                heir(row),
                row.getBoolean("expired"),
                row.getBoolean("in_flight"));
    }

    static Optional<Fence> ofUnit(Sql sql, StoreObjects objects, UnitId unit) throws SQLException {
        return sql.first(
                "select " + COLUMNS + " from " + objects.fence() + " as f where f.unit = ?",
                FenceRows::read,
                unit.value());
    }

    /** The fences of those units that have one. */
    static Map<UnitId, Fence> ofUnits(Sql sql, StoreObjects objects, Collection<UnitId> units) throws SQLException {
        Map<UnitId, Fence> fences = new HashMap<>();
        for (UnitId unit : units) {
            ofUnit(sql, objects, unit).ifPresent(fence -> fences.put(unit, fence));
        }
        return fences;
    }

    static Optional<Heir> heir(ResultSet row) throws SQLException {
        String store = row.getString("heir_store");
        return store == null
                ? Optional.empty()
                : Optional.of(new Heir(new StoreName(store), new Epoch(row.getLong("heir_epoch"))));
    }
}
