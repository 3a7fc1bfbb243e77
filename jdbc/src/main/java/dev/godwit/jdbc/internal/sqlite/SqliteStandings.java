package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.Epoch;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a file is for units, as a router asks it. A unit without a fence row lives by the default, with epoch 0. */
record SqliteStandings(StoreName store, StoreObjects objects) {
    Standing of(Sql sql, UnitId unit) throws SQLException {
        return sql.first(
                        "select coalesce(f.role, d.role) as role, coalesce(f.epoch, 0) as epoch,"
                                + " coalesce(f.home_since, 0) as home_since, f.heir_store, f.heir_epoch from "
                                + objects.defaultFence() + " as d left join " + objects.fence()
                                + " as f on f.unit = ?",
                        row -> standing(unit, row),
                        unit.value())
                .orElseThrow();
    }

    /** All units in flight and the epoch of the default, of one snapshot. */
    UnitsInFlight inFlight(Sql sql) throws SQLException {
        List<Standing> units = new ArrayList<>();
        List<Epoch> defaultEpochs = sql.query(
                "select d.epoch as default_epoch, f.unit, f.role, f.epoch, f.home_since, f.heir_store, f.heir_epoch from "
                        + objects.defaultFence() + " as d left join " + objects.fence()
                        + " as f on f.in_flight order by f.unit",
                row -> {
                    if (row.getString("unit") != null) {
                        units.add(standing(UnitId.of(row.getString("unit")), row));
                    }
                    return new Epoch(row.getLong("default_epoch"));
                });
        return new UnitsInFlight(defaultEpochs.getFirst(), units);
    }

    /** How much of the keyspace lives here, of one snapshot. */
    Extent extent(Sql sql) throws SQLException {
        String homes = " from " + objects.fence() + " as f where f.role in ('HOME', 'FROZEN'))";
        String others = " from " + objects.fence() + " as f where f.role not in ('HOME', 'FROZEN'))";
        return sql.first(
                        "select d.role = 'HOME', exists (select 1" + homes + ", exists (select 1" + others + " from "
                                + objects.defaultFence() + " as d",
                        row -> extent(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                .orElseThrow();
    }

    private static Extent extent(boolean byDefault, boolean someHere, boolean someElsewhere) {
        if (byDefault && !someElsewhere) {
            return Extent.EVERYTHING;
        }
        return byDefault || someHere ? Extent.SOMETHING : Extent.NOTHING;
    }

    boolean fenced(Sql sql) throws SQLException {
        return sql.holds(
                "select exists (select 1 from sqlite_master where type = 'table' and name = ?)",
                objects.defaultFenceName());
    }

    /**
     * Judges a unit as the triggers do. Whoever asks is the writer, so the answer is true until it commits.
     *
     * @throws StoreRefusedException when the file does not take the unit's writes
     */
    void requireHome(Sql sql, UnitId unit) throws SQLException {
        String state = sql.first(
                        "select case when coalesce(f.role, d.role) = 'FROZEN' and " + CaptureTriggers.NOW
                                + " >= f.frozen_until then 'HOME' else coalesce(f.role, d.role) end from "
                                + objects.defaultFence() + " as d left join " + objects.fence()
                                + " as f on f.unit = ?",
                        row -> row.getString(1),
                        unit.value())
                .orElseThrow();
        Refusal refusal = switch (Role.valueOf(state)) {
            case HOME -> null;
            case FROZEN -> Refusal.FROZEN;
            case MIRROR, MOVED -> Refusal.MOVED;
        };
        if (refusal != null) {
            throw new StoreRefusedException(
                    refusal,
                    "store " + store + ": GODWIT " + refusal + " keyspace=" + objects.keyspace() + " unit=" + unit);
        }
    }

    private static Standing standing(UnitId unit, ResultSet row) throws SQLException {
        return new Standing(
                unit,
                Role.valueOf(row.getString("role")),
                new Epoch(row.getLong("epoch")),
                new Epoch(row.getLong("home_since")),
                FenceRows.heir(row));
    }
}
