package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplicationStore.Extent;
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
import java.util.Set;

/**
 * What a store is for units, as a router asks it. A unit without a fence row lives by the default, with epoch 0. The
 * statements run in sessions of the application, whose search path may have anything in front, so functions, operators and
 * types are named with their schema.
 */
record Standings(StoreName store, KeyspaceSchema schema) {
    private static final String STANDING = "coalesce(f.role, d.role) as role, coalesce(f.epoch, 0) as epoch,"
            + " coalesce(f.home_since, 0) as home_since, f.heir_store, f.heir_epoch,"
            + " pg_catalog.pg_is_in_recovery() as standby";
    private static final String EQUALS = " operator(pg_catalog.=) ";

    /** What the store is for a unit, in one round trip. */
    Standing of(Connection connection, UnitId unit, List<String> before) throws SQLException {
        List<String> statements = new ArrayList<>(before);
        statements.add("select " + STANDING + " from " + schema.fence() + " f right join " + schema.defaultFence()
                + " d on f.unit" + EQUALS + "?");
        return Pipeline.query(connection, statements, row -> onPrimary(unit, row), unit.value())
                .getFirst();
    }

    /** Commits, and says in the same round trip what the store is for the units after that. */
    List<Standing> afterCommit(Connection connection, Set<UnitId> units) throws SQLException {
        String[] names = units.stream().map(UnitId::value).toArray(String[]::new);
        String sql = "select u.unit, " + STANDING + " from " + schema.fence()
                + " f right join (pg_catalog.unnest(?) u (unit) cross join " + schema.defaultFence() + " d) on f.unit"
                + EQUALS + "u.unit";
        return Pipeline.query(
                connection, List.of("commit", sql), row -> onPrimary(UnitId.of(row.getString("unit")), row), (Object)
                        names);
    }

    /** All units in flight and the epoch of the default, of one snapshot. */
    UnitsInFlight inFlight(Connection connection, List<String> before) throws SQLException {
        List<String> statements = new ArrayList<>(before);
        statements.add("select d.epoch as default_epoch, f.unit, f.role, f.epoch, f.home_since, f.heir_store,"
                + " f.heir_epoch, pg_catalog.pg_is_in_recovery() as standby from " + schema.fence() + " f right join "
                + schema.defaultFence()
                + " d on f.in_flight order by f.unit");
        List<Standing> units = new ArrayList<>();
        List<Epoch> defaultEpochs = Pipeline.query(connection, statements, row -> {
            if (row.getString("unit") != null) {
                units.add(onPrimary(UnitId.of(row.getString("unit")), row));
            }
            return new Epoch(row.getLong("default_epoch"));
        });
        return new UnitsInFlight(defaultEpochs.getFirst(), units);
    }

    /** How much of the keyspace lives here, of one snapshot. */
    Extent extent(Connection connection, List<String> before) throws SQLException {
        String home = "f.role" + EQUALS + "any (array['HOME', 'FROZEN'])";
        String byDefault = "d.role" + EQUALS + "'HOME'";
        List<String> statements = new ArrayList<>(before);
        statements.add("select " + byDefault + " and not exists (select from " + schema.fence() + " f where not " + home
                + ") as everything, not " + byDefault + " and not exists (select from " + schema.fence() + " f where "
                + home
                + ") as nothing from " + schema.defaultFence() + " d");
        return Pipeline.query(connection, statements, Standings::extent).getFirst();
    }

    private static Extent extent(ResultSet row) throws SQLException {
        if (row.getBoolean("everything")) {
            return Extent.EVERYTHING;
        }
        return row.getBoolean("nothing") ? Extent.NOTHING : Extent.SOMETHING;
    }

    /**
     * Whether anything is installed. The catalogs are always looked at as they are now, whatever the snapshot, and a
     * name that means nothing is an answer and no error, which would end the transaction.
     */
    boolean fenced(Connection connection, List<String> before) throws SQLException {
        List<String> statements = new ArrayList<>(before);
        statements.add("select pg_catalog.to_regprocedure(?) is not null as fenced,"
                + " pg_catalog.pg_is_in_recovery() as standby");
        return Pipeline.query(
                        connection,
                        statements,
                        row -> {
                            requirePrimary(row);
                            return row.getBoolean("fenced");
                        },
                        schema.qualified("enter") + "(pg_catalog.text[])")
                .getFirst();
    }

    /** A standby may still say HOME after its primary has stopped being one. */
    private void requirePrimary(ResultSet row) throws SQLException {
        if (row.getBoolean("standby")) {
            throw new GodwitException(ErrorCode.STORE_IS_STANDBY, "store " + store + " is a standby");
        }
    }

    private Standing onPrimary(UnitId unit, ResultSet row) throws SQLException {
        requirePrimary(row);
        return new Standing(
                unit,
                Role.valueOf(row.getString("role")),
                new Epoch(row.getLong("epoch")),
                new Epoch(row.getLong("home_since")),
                FenceRows.heir(row));
    }
}
