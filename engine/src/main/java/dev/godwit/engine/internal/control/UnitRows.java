package dev.godwit.engine.internal.control;

import dev.godwit.core.Epoch;
import dev.godwit.core.Flags;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.Attempt;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.UnitRecord.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** How a unit's record lies in its row. */
final class UnitRows {
    /** SQLite takes some thousand parameters. */
    private static final int NAMES_AT_ONCE = 500;

    private UnitRows() {}

    static void insert(
            Handle handle, Plan plan, Route route, WaveName wave, Collection<UnitId> units, Goal goal, long revision) {
        if (units.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into unit (keyspace, unit, migration, wave, source, target,"
                + " phase, home, goal, epoch, revision, rows_copied, rows_verified, leftover)"
                // A unit that nobody has recorded lives in the default home, unless that is just being changed.
                + " select :keyspace, :unit, :migration, :wave, :source, :target, 'SETTLED', 'SOURCE', :goal, 1,"
                + " :revision, 0, 0, 'NONE' from keyspace where keyspace.name = :keyspace"
                + " and (exists (select 1 from unit known where known.keyspace = :keyspace and known.unit = :unit)"
                + " or (keyspace.default_home = :source and not exists (select 1 from step join migration"
                + " on migration.name = step.workflow where migration.keyspace = :keyspace"
                + " and migration.name <> :migration and migration.ended = 0 and step.step = :defaultHome"
                + " and step.state = 'STARTED')))"
                + " on conflict (keyspace, unit) do update set migration = excluded.migration, wave = excluded.wave,"
                + " source = excluded.source, target = excluded.target, phase = 'SETTLED', home = 'SOURCE',"
                + " goal = excluded.goal, epoch = unit.epoch + 1, revision = excluded.revision, rows_copied = 0,"
                + " rows_verified = 0, cutover_micros = null, rollback_micros = null, leftover = 'NONE',"
                + " settled_millis = null, paused = null, attention = null, attempt_home = null,"
                + " attempt_mirror = null"
                // What is on its way stays as it is, and so does what another wave has taken. Another migration lets go
                // of what is at rest in our source, and of which nothing is left in its other store.
                + " where unit.phase = 'SETTLED' and ((unit.migration = excluded.migration"
                + " and unit.wave = excluded.wave and unit.home = 'SOURCE') or (unit.migration <> excluded.migration"
                + " and unit.leftover = 'NONE' and ((unit.home = 'TARGET' and unit.target = excluded.source)"
                + " or (unit.home = 'SOURCE' and unit.goal = 'ABANDONED' and unit.source = excluded.source))))");
        for (UnitId unit : units) {
            batch.bind("keyspace", plan.keyspace().name().value())
                    .bind("unit", unit.value())
                    .bind("migration", plan.migration().value())
                    .bind("defaultHome", ControlStore.DEFAULT_HOME_STEP)
                    .bind("wave", wave.value())
                    .bind("source", route.source().value())
                    .bind("target", route.target().value())
                    .bind("goal", goal.name())
                    .bind("revision", revision)
                    .add();
        }
        batch.execute();
    }

    /** The units whose record was last changed with a revision. */
    static List<UnitId> writtenAt(Handle handle, KeyspaceName keyspace, long revision) {
        return handle.createQuery(
                        "select unit from unit where keyspace = :keyspace and revision = :revision order by unit")
                .bind("keyspace", keyspace.value())
                .bind("revision", revision)
                .map((row, context) -> new UnitId(row.getString(1)))
                .list();
    }

    /** Which migration a unit belongs to, or belonged to last. */
    static Optional<MigrationName> owner(Handle handle, KeyspaceName keyspace, UnitId unit) {
        return handle.createQuery("select migration from unit where keyspace = :keyspace and unit = :unit")
                .bind("keyspace", keyspace.value())
                .bind("unit", unit.value())
                .map((row, context) -> new MigrationName(row.getString(1)))
                .findOne();
    }

    static Optional<UnitRecord> find(Handle handle, MigrationName migration, UnitId unit) {
        return handle.createQuery("select * from unit where migration = :migration and unit = :unit")
                .bind("migration", migration.value())
                .bind("unit", unit.value())
                .map((row, context) -> map(row))
                .findOne();
    }

    /** The records of those units that the migration has. */
    static Map<UnitId, UnitRecord> findAll(Handle handle, MigrationName migration, Collection<UnitId> units) {
        Map<UnitId, UnitRecord> found = new HashMap<>();
        List<String> names = units.stream().map(UnitId::value).toList();
        for (int start = 0; start < names.size(); start += NAMES_AT_ONCE) {
            handle.createQuery("select * from unit where migration = :migration and unit in (<units>)")
                    .bind("migration", migration.value())
                    .bindList("units", names.subList(start, Math.min(names.size(), start + NAMES_AT_ONCE)))
                    .map((row, context) -> map(row))
                    .forEach(record -> found.put(record.unit(), record));
        }
        return found;
    }

    static long count(Handle handle, KeyspaceName keyspace) {
        return handle.createQuery("select count(*) from unit where keyspace = :keyspace")
                .bind("keyspace", keyspace.value())
                .mapTo(Long.class)
                .one();
    }

    static List<UnitRecord> ofMigration(Handle handle, MigrationName migration) {
        return handle.createQuery("select * from unit where migration = :migration order by unit")
                .bind("migration", migration.value())
                .map((row, context) -> map(row))
                .list();
    }

    static Optional<UnitRecord> find(Handle handle, KeyspaceName keyspace, UnitId unit) {
        return handle.createQuery("select * from unit where keyspace = :keyspace and unit = :unit")
                .bind("keyspace", keyspace.value())
                .bind("unit", unit.value())
                .map((row, context) -> map(row))
                .findOne();
    }

    static List<Placement> changedAfter(Handle handle, KeyspaceName keyspace, long revision) {
        // A router that registers may get a million, in a handful of stores.
        Map<String, StoreName> stores = new HashMap<>();
        return handle.createQuery("select unit, source, target, phase, home, epoch, revision from unit"
                        + " where keyspace = :keyspace and revision > :revision order by revision")
                .bind("keyspace", keyspace.value())
                .bind("revision", revision)
                .map((row, context) -> placement(row, stores))
                .list();
    }

    /** Writes records, each in place of the one with the epoch before. */
    static void update(Handle handle, KeyspaceName keyspace, List<UnitRecord> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("update unit set phase = :phase, home = :home, goal = :goal,"
                + " epoch = :epoch, revision = :revision, paused = :paused, attention = :attention,"
                + " attempt_home = :attemptHome, attempt_mirror = :attemptMirror, rows_copied = :copied,"
                + " rows_verified = :verified, cutover_micros = :cutover, rollback_micros = :rollback,"
                + " leftover = :leftover, settled_millis = :settled"
                + " where keyspace = :keyspace and unit = :unit and epoch = :expected");
        wanted.forEach(record -> bind(batch, keyspace, record).add());
        int[] updated = batch.execute();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] != 1) {
                UnitRecord record = wanted.get(i);
                throw JdbiControlStore.superseded(record.unit(), record.epoch().previous());
            }
        }
    }

    private static PreparedBatch bind(PreparedBatch batch, KeyspaceName keyspace, UnitRecord wanted) {
        return batch.bind("phase", wanted.phase().name())
                .bind("home", wanted.state().home().name())
                .bind("goal", wanted.goal().name())
                .bind("epoch", wanted.epoch().value())
                .bind("revision", wanted.revision())
                .bind("paused", wanted.flags().paused().orElse(null))
                .bind("attention", wanted.flags().attention().orElse(null))
                .bind(
                        "attemptHome",
                        wanted.attempt().map(attempt -> attempt.home().value()).orElse(null))
                .bind(
                        "attemptMirror",
                        wanted.attempt()
                                .map(attempt -> attempt.mirror().value())
                                .orElse(null))
                .bind("copied", wanted.work().rowsCopied())
                .bind("verified", wanted.work().rowsVerified())
                .bind("cutover", wanted.work().cutoverMicros().orElse(null))
                .bind("rollback", wanted.work().rollbackMicros().orElse(null))
                .bind("leftover", wanted.leftover().name())
                .bind("settled", wanted.settledMillis().orElse(null))
                .bind("keyspace", keyspace.value())
                .bind("unit", wanted.unit().value())
                .bind("expected", wanted.epoch().previous().value());
    }

    static Flags flags(@Nullable String paused, @Nullable String attention) {
        return new Flags(Optional.ofNullable(paused), Optional.ofNullable(attention));
    }

    private static Placement placement(ResultSet row, Map<String, StoreName> stores) throws SQLException {
        return UnitRecord.placement(
                new UnitId(row.getString(1)),
                stores.computeIfAbsent(row.getString(2), StoreName::new),
                stores.computeIfAbsent(row.getString(3), StoreName::new),
                new UnitState(Phase.valueOf(row.getString(4)), Side.valueOf(row.getString(5))),
                new Epoch(row.getLong(6)),
                row.getLong(7));
    }

    private static UnitRecord map(ResultSet row) throws SQLException {
        return new UnitRecord(
                new UnitId(row.getString("unit")),
                new WaveName(row.getString("wave")),
                new StoreName(row.getString("source")),
                new StoreName(row.getString("target")),
                new UnitState(Phase.valueOf(row.getString("phase")), Side.valueOf(row.getString("home"))),
                Goal.valueOf(row.getString("goal")),
                new Epoch(row.getLong("epoch")),
                row.getLong("revision"),
                flags(row.getString("paused"), row.getString("attention")),
                number(row, "attempt_home")
                        .map(home -> new Attempt(new Epoch(home), new Epoch(required(row, "attempt_mirror")))),
                new Work(
                        row.getLong("rows_copied"),
                        row.getLong("rows_verified"),
                        number(row, "cutover_micros"),
                        number(row, "rollback_micros")),
                Leftover.valueOf(row.getString("leftover")),
                number(row, "settled_millis"));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static long required(ResultSet row, String column) {
        try {
            return row.getLong(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
