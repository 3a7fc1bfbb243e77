package dev.godwit.engine.internal.control;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Joining;
import dev.godwit.engine.spi.LatencyRecord;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationSummary;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.engine.spi.Seat;
import dev.godwit.engine.spi.StoreIdentity;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The control store in SQLite or PostgreSQL. Thread-safe. */
public final class JdbiControlStore implements ControlStore {
    private final TermFence fence = new TermFence();
    private final ControlTransactions transactions;
    private final TimeSource time;
    private final Runnable onChange;
    private final Runnable onClose;

    /**
     * A control store whose schema is up to date.
     *
     * @param onChange called after each change that routers have to hear of
     */
    public JdbiControlStore(Jdbi jdbi, TimeSource time, Runnable onChange, Runnable onClose) {
        this.transactions = new ControlTransactions(jdbi, fence::holds);
        this.time = time;
        this.onChange = onChange;
        this.onClose = onClose;
    }

    @Override
    public Seat seat() {
        return transactions.read(LeaderRow::read);
    }

    @Override
    public Optional<Seat> lead(Seat seen, String server, Optional<String> address) {
        Optional<Seat> taken = transactions.alone(handle -> LeaderRow.take(handle, seen, server, address));
        taken.ifPresent(seat -> fence.begin(seat.term()));
        return taken;
    }

    @Override
    public boolean keepLead(long term, Optional<String> address) {
        return transactions.alone(handle -> LeaderRow.keep(handle, term, address));
    }

    @Override
    public void resign(long term) {
        transactions.alone(handle -> {
            LeaderRow.free(handle, term);
            return term;
        });
    }

    @Override
    public Optional<MigrationRecord> migration(MigrationName name) {
        return transactions.read(handle -> MigrationRows.find(handle, name));
    }

    @Override
    public List<MigrationName> activeMigrations(KeyspaceName keyspace) {
        return transactions.read(handle -> MigrationRows.active(handle, keyspace));
    }

    @Override
    public void create(Plan plan, String fingerprint) {
        transactions.act(handle -> {
            if (WorkflowRows.find(handle, plan.migration().value()).isPresent()) {
                throw new GodwitException(
                        ErrorCode.MIGRATION_EXISTS, "a workflow of your own is called " + plan.migration());
            }
            handle.createUpdate("insert into keyspace (name, default_home, revision) values (:name, :home, 0)"
                            + " on conflict (name) do nothing")
                    .bind("name", plan.keyspace().name().value())
                    .bind("home", plan.source().value())
                    .execute();
            MigrationRows.insert(handle, plan, fingerprint);
            WaveRows.insert(handle, plan);
            write(
                    handle,
                    plan.migration(),
                    "migration",
                    "created, from " + plan.sourcesInWords() + " to " + plan.targetsInWords());
        });
    }

    @Override
    public void keepPlan(MigrationName migration, PlanText plan) {
        transactions.act(handle -> PlanRows.keep(handle, migration, plan));
    }

    @Override
    public Optional<PlanText> plan(MigrationName migration) {
        return transactions.read(handle -> PlanRows.find(handle, migration));
    }

    @Override
    public List<MigrationSummary> migrations() {
        return transactions.read(MigrationRows::all);
    }

    @Override
    public MigrationRecord update(MigrationName name, UnaryOperator<MigrationRecord> change, String journal) {
        return transactions.change(handle -> {
            MigrationRecord old = MigrationRows.find(handle, name)
                    .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + name));
            MigrationRecord wanted = change.apply(old);
            if (wanted.equals(old)) {
                return old;
            }
            MigrationRows.update(handle, wanted);
            write(handle, name, "migration", journal);
            return wanted;
        });
    }

    @Override
    public List<WaveRecord> waves(MigrationName migration) {
        return transactions.read(handle -> WaveRows.ofMigration(handle, migration));
    }

    @Override
    public void approve(MigrationName migration, WaveRecord wave, String journal) {
        transactions.act(handle -> {
            WaveRows.approve(handle, migration, wave);
            write(handle, migration, "wave " + wave.name(), journal);
        });
    }

    @Override
    public List<UnitId> begin(Plan plan, WaveName wave, Map<Route, List<UnitId>> units, Goal goal) {
        List<UnitId> taken = transactions.change(handle -> {
            long revision = nextRevision(handle, plan.keyspace().name());
            units.forEach((route, some) -> UnitRows.insert(handle, plan, route, wave, some, goal, revision));
            WaveRows.begin(handle, plan.migration(), wave);
            List<UnitId> inserted = UnitRows.writtenAt(handle, plan.keyspace().name(), revision);
            write(handle, plan.migration(), "wave " + wave, "begun with " + inserted.size() + " units");
            return inserted;
        });
        onChange.run();
        return taken;
    }

    @Override
    public UnitRecord join(Plan plan, WaveName wave, UnitId unit, Route route, String until, String journal) {
        KeyspaceName keyspace = plan.keyspace().name();
        UnitRecord joined = transactions.change(handle -> {
            Joining.requireOpen(
                    MigrationRows.find(handle, plan.migration()),
                    WaveRows.ofMigration(handle, plan.migration()),
                    wave,
                    StepRows.state(handle, plan.migration().value(), until));
            if (UnitRows.find(handle, plan.migration(), unit).isEmpty()) {
                UnitRows.insert(handle, plan, route, wave, List.of(unit), Goal.MOVED, nextRevision(handle, keyspace));
                write(handle, plan.migration(), "unit " + unit, journal);
            }
            return UnitRows.find(handle, plan.migration(), unit)
                    .orElseThrow(() -> elsewhere(handle, plan, route, unit));
        });
        onChange.run();
        return joined;
    }

    private static GodwitException elsewhere(Handle handle, Plan plan, Route route, UnitId unit) {
        KeyspaceName keyspace = plan.keyspace().name();
        String where = UnitRows.owner(handle, keyspace, unit)
                .flatMap(other -> UnitRows.find(handle, other, unit).map(record -> record.inWords(other)))
                .orElse("nobody has listed it, and such units live elsewhere, or will in a moment");
        return new GodwitException(
                ErrorCode.UNIT_ELSEWHERE,
                "unit " + unit + " can't leave " + route.source() + " in migration " + plan.migration() + ": " + where);
    }

    @Override
    public void withdraw(MigrationName migration, WaveName wave, String journal) {
        transactions.act(handle -> {
            WaveRows.withdraw(handle, migration, wave);
            write(handle, migration, "wave " + wave, journal);
        });
    }

    @Override
    public List<UnitRecord> units(MigrationName migration) {
        return transactions.read(handle -> UnitRows.ofMigration(handle, migration));
    }

    @Override
    public Optional<UnitRecord> unit(KeyspaceName keyspace, UnitId unit) {
        return transactions.read(handle -> UnitRows.find(handle, keyspace, unit));
    }

    @Override
    public long unitsOf(KeyspaceName keyspace) {
        return transactions.read(handle -> UnitRows.count(handle, keyspace));
    }

    @Override
    public UnitRecord update(MigrationName migration, UnitId unit, UnaryOperator<UnitRecord> change, String journal) {
        List<UnitRecord> updated = updateAll(migration, List.of(unit), change, journal);
        if (updated.isEmpty()) {
            throw new GodwitException(
                    ErrorCode.UNIT_NOT_FOUND, "unit " + unit + " has left migration " + migration + " for another one");
        }
        return updated.getFirst();
    }

    @Override
    public List<UnitRecord> updateAll(
            MigrationName migration, Collection<UnitId> units, UnaryOperator<UnitRecord> change, String journal) {
        return update(migration, units, change, (handle, changed) -> {
            String subject = units.size() == 1 ? subject(units.iterator().next()) : units.size() + " units";
            write(handle, migration, subject, journal);
        });
    }

    @Override
    public List<UnitRecord> updateEach(
            MigrationName migration,
            Collection<UnitId> units,
            UnaryOperator<UnitRecord> change,
            Function<UnitRecord, String> journal) {
        return update(migration, units, change, (handle, changed) -> {
            Map<String, String> entries = new LinkedHashMap<>();
            changed.forEach(record -> entries.put(subject(record.unit()), journal.apply(record)));
            JournalRows.write(handle, time.wallClock(), migration, entries);
        });
    }

    private static String subject(UnitId unit) {
        return "unit " + unit;
    }

    /** @param journal writes down what has changed */
    private List<UnitRecord> update(
            MigrationName migration,
            Collection<UnitId> units,
            UnaryOperator<UnitRecord> change,
            BiConsumer<Handle, List<UnitRecord>> journal) {
        List<UnitRecord> updated = transactions.change(handle -> {
            List<UnitRecord> result = new ArrayList<>(units.size());
            KeyspaceName keyspace = keyspaceOf(handle, migration);
            long revision = nextRevision(handle, keyspace);
            Map<UnitId, UnitRecord> own = UnitRows.findAll(handle, migration, units);
            List<UnitRecord> changed = new ArrayList<>();
            for (UnitId unit : units) {
                UnitRecord old = own.get(unit);
                if (old == null) {
                    requireLeft(handle, keyspace, migration, unit);
                    continue;
                }
                UnitRecord wanted = change.apply(old);
                if (!wanted.equals(old)) {
                    wanted = wanted.stamped(old.epoch().next(), revision);
                    changed.add(wanted);
                }
                result.add(wanted);
            }
            UnitRows.update(handle, keyspace, changed);
            if (!changed.isEmpty()) {
                journal.accept(handle, changed);
            }
            return result;
        });
        onChange.run();
        return updated;
    }

    /** What was at rest in a migration may have gone on in another one. */
    private static void requireLeft(Handle handle, KeyspaceName keyspace, MigrationName migration, UnitId unit) {
        if (UnitRows.owner(handle, keyspace, unit).isEmpty()) {
            throw new GodwitException(ErrorCode.UNIT_NOT_FOUND, "no unit " + unit + " in migration " + migration);
        }
    }

    @Override
    public long revision(KeyspaceName keyspace) {
        return transactions.read(handle -> handle.createQuery("select revision from keyspace where name = :name")
                .bind("name", keyspace.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public Optional<StoreName> defaultHome(KeyspaceName keyspace) {
        return transactions.read(handle -> handle.createQuery("select default_home from keyspace where name = :name")
                .bind("name", keyspace.value())
                .map((row, context) -> new StoreName(row.getString(1)))
                .findOne());
    }

    @Override
    public void changeDefaultHome(MigrationName migration, StoreName home, String journal) {
        transactions.act(handle -> {
            KeyspaceName keyspace = keyspaceOf(handle, migration);
            nextRevision(handle, keyspace);
            handle.createUpdate("update keyspace set default_home = :home where name = :name")
                    .bind("home", home.value())
                    .bind("name", keyspace.value())
                    .execute();
            write(handle, migration, "keyspace " + keyspace, journal);
        });
        onChange.run();
    }

    @Override
    public List<Placement> placementsAfter(KeyspaceName keyspace, long revision) {
        return transactions.read(handle -> UnitRows.changedAfter(handle, keyspace, revision));
    }

    @Override
    public Optional<StepState> step(String workflow, String step) {
        return transactions.read(handle -> StepRows.state(handle, workflow, step));
    }

    @Override
    public void recordStep(MigrationName migration, String workflow, String step, StepState state) {
        transactions.act(handle -> {
            StepRows.write(handle, workflow, step, state);
            write(handle, migration, "step " + step, state.name());
        });
    }

    @Override
    public Optional<String> remembered(String workflow, String step) {
        return transactions.read(handle -> StepRows.memory(handle, workflow, step));
    }

    @Override
    public void remember(String workflow, String step, String text) {
        transactions.act(handle -> StepRows.remember(handle, workflow, step, text));
    }

    @Override
    public Optional<StoreIdentity> identity(KeyspaceName keyspace, StoreName store) {
        return transactions.read(handle -> IdentityRows.find(handle, keyspace, store));
    }

    @Override
    public List<StoreName> prepared(KeyspaceName keyspace) {
        return transactions.read(handle -> IdentityRows.stores(handle, keyspace));
    }

    @Override
    public Optional<StoreIdentity> identity(MigrationName migration, StoreName store) {
        return transactions.read(handle -> IdentityRows.find(handle, migration, store));
    }

    @Override
    public void recordIdentity(MigrationName migration, StoreName store, StoreIdentity identity) {
        transactions.act(handle -> {
            IdentityRows.write(handle, keyspaceOf(handle, migration), store, identity);
            IdentityRows.write(handle, migration, store, identity);
            write(
                    handle,
                    migration,
                    "store " + store,
                    "incarnation " + identity.incarnation().value());
        });
    }

    @Override
    public void note(MigrationName migration, String subject, String message) {
        transactions.act(handle -> {
            write(handle, migration, subject, message);
        });
    }

    @Override
    public Optional<RehearsalRecord> rehearsal(MigrationName migration) {
        return transactions.read(handle -> RehearsalRows.last(handle, migration));
    }

    @Override
    public List<Alarm> alarms(MigrationName migration) {
        return transactions.read(handle -> AlarmRows.ofMigration(handle, migration));
    }

    @Override
    public void raise(MigrationName migration, Alarm alarm, String journal) {
        transactions.act(handle -> {
            if (AlarmRows.insert(handle, migration, alarm)) {
                write(handle, migration, ALARM, journal);
            }
        });
    }

    @Override
    public void clear(MigrationName migration, AlarmKind kind, String subject, String journal) {
        transactions.act(handle -> {
            if (AlarmRows.delete(handle, migration, kind, subject)) {
                write(handle, migration, ALARM, journal);
            }
        });
    }

    @Override
    public List<LatencyRecord> latencies(MigrationName migration) {
        return transactions.read(handle -> LatencyRows.ofMigration(handle, migration));
    }

    @Override
    public void keepLatencies(MigrationName migration, List<LatencyRecord> latencies) {
        transactions.act(handle -> LatencyRows.keep(handle, migration, latencies));
    }

    @Override
    public List<JournalEntry> journal(MigrationName migration, int limit) {
        return transactions.read(handle -> JournalRows.newest(handle, migration, limit));
    }

    @Override
    public List<JournalEntry> journalAfter(MigrationName migration, long number, int limit) {
        return transactions.read(handle -> JournalRows.after(handle, migration, number, limit));
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static KeyspaceName keyspaceOf(Handle handle, MigrationName migration) {
        return handle.createQuery("select keyspace from migration where name = :name")
                .bind("name", migration.value())
                .map((row, context) -> new KeyspaceName(row.getString(1)))
                .findOne()
                .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + migration));
    }

    private static long nextRevision(Handle handle, KeyspaceName keyspace) {
        handle.createUpdate("update keyspace set revision = revision + 1 where name = :name")
                .bind("name", keyspace.value())
                .execute();
        return handle.createQuery("select revision from keyspace where name = :name")
                .bind("name", keyspace.value())
                .mapTo(Long.class)
                .one();
    }

    private void write(Handle handle, MigrationName migration, String subject, String message) {
        JournalRows.write(handle, time.wallClock(), migration, subject, message);
    }

    static GodwitException superseded(UnitId unit, Epoch expected) {
        return new GodwitException(
                ErrorCode.FENCE_LOST, "the record of unit " + unit + " is no longer at epoch " + expected);
    }
}
