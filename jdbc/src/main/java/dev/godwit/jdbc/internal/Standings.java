package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a store is for units, as a router asks it. A unit without a fence row lives by the default, with epoch 0. */
record Standings(StoreName store, KeyspaceSchema schema) {
    /** What the store is for a unit, in one round trip. */
    Standing of(Connection connection, UnitId unit, List<String> before) throws SQLException {
        List<String> statements = new ArrayList<>(before);
        statements.add("select coalesce(f.role, d.role) as role, coalesce(f.epoch, 0) as epoch,"
                + " coalesce(f.home_since, 0) as home_since, pg_is_in_recovery() as standby"
                + " from " + schema.defaultFence() + " d left join " + schema.fence() + " f on f.unit = ?");
        return Pipeline.query(connection, statements, row -> onPrimary(unit, row), unit.value())
                .getFirst();
    }

    /** All units in flight and the epoch of the default, of one snapshot. */
    UnitsInFlight inFlight(Connection connection, List<String> before) throws SQLException {
        List<String> statements = new ArrayList<>(before);
        statements.add("select d.epoch as default_epoch, f.unit, f.role, f.epoch, f.home_since,"
                + " pg_is_in_recovery() as standby from " + schema.defaultFence() + " d left join " + schema.fence()
                + " f on f.in_flight order by f.unit");
        List<Standing> units = new ArrayList<>();
        List<Epoch> defaultEpochs = Pipeline.query(connection, statements, row -> {
            if (row.getString("unit") != null) {
                units.add(onPrimary(UnitId.of(row.getString("unit")), row));
            }
            return new Epoch(row.getLong("default_epoch"));
        });
        return new UnitsInFlight(defaultEpochs.getFirst(), units);
    }

    /** A standby may still say HOME after its primary has stopped being one. */
    private Standing onPrimary(UnitId unit, ResultSet row) throws SQLException {
        if (row.getBoolean("standby")) {
            throw new GodwitException(ErrorCode.STORE_IS_STANDBY, "store " + store + " is a standby");
        }
        return new Standing(
                unit,
                Role.valueOf(row.getString("role")),
                new Epoch(row.getLong("epoch")),
                new Epoch(row.getLong("home_since")));
    }
}
