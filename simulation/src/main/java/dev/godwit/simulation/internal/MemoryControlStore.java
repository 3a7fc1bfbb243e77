package dev.godwit.simulation.internal;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Joining;
import dev.godwit.engine.spi.LatencyRecord;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationSummary;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.engine.spi.Seat;
import dev.godwit.engine.spi.StoreIdentity;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import dev.godwit.testkit.RoundTrips;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A control store in memory, as one server sees it: each call is one transaction. */
final class MemoryControlStore implements ControlStore {
    private final ControlRecords records;
    private final RoundTrips way;
    private final Runnable onChange;

    MemoryControlStore(ControlRecords records, RoundTrips way, Runnable onChange) {
        this.records = records;
        this.way = way;
        this.onChange = onChange;
    }

    @Override
    public Seat seat() {
        return read("seat", () -> records.seat);
    }

    @Override
    public Optional<Seat> lead(Seat seen, String server, Optional<String> address) {
        return write("lead of " + server, () -> {
            if (!records.seat.equals(seen)) {
                return Optional.empty();
            }
            records.lead(new Seat(Optional.of(server), address, seen.term() + 1, 0));
            return Optional.of(records.seat);
        });
    }

    @Override
    public boolean keepLead(long term, Optional<String> address) {
        return write("keep lead in term " + term, () -> {
            Seat seat = records.seat;
            boolean kept = seat.term() == term && seat.server().isPresent();
            if (kept) {
                records.seat = new Seat(seat.server(), address, term, seat.beat() + 1);
            }
            return kept;
        });
    }

    @Override
    public void resign(long term) {
        write("resign in term " + term, () -> {
            Seat seat = records.seat;
            if (seat.term() == term) {
                records.seat = new Seat(Optional.empty(), Optional.empty(), term, seat.beat() + 1);
            }
            return seat;
        });
    }

    @Override
    public Optional<MigrationRecord> migration(MigrationName name) {
        return read("migration", () -> Optional.ofNullable(records.migrations.get(name)));
    }

    @Override
    public List<MigrationName> activeMigrations(KeyspaceName keyspace) {
        return read(
                "active migrations",
                () -> records.migrations.values().stream()
                        .filter(record -> !record.ended())
                        .map(MigrationRecord::name)
                        .toList());
    }

    @Override
    public void create(Plan plan, String fingerprint) {
        write("create", () -> {
            KeyspaceName keyspace = plan.keyspace().name();
            if (records.migrations.containsKey(plan.migration())) {
                throw new GodwitException(
                        ErrorCode.CONTROL_STORE_FAILED, "migration " + plan.migration() + " is there already");
            }
            records.defaultHomes.putIfAbsent(keyspace, plan.source());
            records.keyspaces.put(plan.migration(), keyspace);
            records.migrations.put(
                    plan.migration(),
                    new MigrationRecord(
                            plan.migration(),
                            plan.source(),
                            plan.target(),
                            fingerprint,
                            MigrationRecord.Intent.MOVE,
                            false,
                            Flags.NONE,
                            Optional.empty()));
            for (int position = 0; position < plan.waves().size(); position++) {
                Plan.Wave wave = plan.waves().get(position);
                boolean onRequest = wave.units() instanceof Plan.Selection.OnRequest;
                records.waves.put(wave.name(), new WaveRecord(wave.name(), position, false, onRequest, onRequest));
            }
            records.journal("migration", "created");
            return plan;
        });
    }

    @Override
    public void keepPlan(MigrationName migration, PlanText plan) {
        write("keep plan", () -> {
            records.plans.put(migration, plan);
            return plan;
        });
    }

    @Override
    public Optional<PlanText> plan(MigrationName migration) {
        return read("plan", () -> Optional.ofNullable(records.plans.get(migration)));
    }

    @Override
    public List<MigrationSummary> migrations() {
        return read(
                "migrations",
                () -> records.migrations.values().stream()
                        .map(record -> new MigrationSummary(
                                record.name(),
                                Objects.requireNonNull(records.keyspaces.get(record.name())),
                                record.ended()))
                        .toList());
    }

    @Override
    public MigrationRecord update(MigrationName name, UnaryOperator<MigrationRecord> change, String journal) {
        return write(journal, () -> {
            MigrationRecord old = Optional.ofNullable(records.migrations.get(name))
                    .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + name));
            MigrationRecord wanted = change.apply(old);
            if (!wanted.equals(old)) {
                records.migrations.put(name, wanted);
                records.journal("migration", journal);
            }
            return wanted;
        });
    }

    @Override
    public List<WaveRecord> waves(MigrationName migration) {
        return read(
                "waves",
                () -> records.waves.values().stream()
                        .sorted(Comparator.comparingInt(WaveRecord::position))
                        .toList());
    }

    @Override
    public void approve(MigrationName migration, WaveRecord wave, String journal) {
        write(journal, () -> {
            records.waves.computeIfPresent(
                    wave.name(),
                    (name, old) ->
                            new WaveRecord(name, old.position(), old.begun(), wave.approved(), wave.cutoverApproved()));
            records.journal("wave " + wave.name(), journal);
            return wave;
        });
    }

    @Override
    public List<UnitId> begin(Plan plan, WaveName wave, Map<Route, List<UnitId>> units, Goal goal) {
        List<UnitId> taken = write("begin of " + wave + " with " + units, () -> {
            long revision = records.nextRevision(plan.keyspace().name());
            List<UnitId> free = units.values().stream()
                    .flatMap(List::stream)
                    .filter(unit -> isFree(Optional.ofNullable(records.units.get(unit)), wave))
                    .toList();
            for (UnitId unit : free) {
                Epoch epoch = Optional.ofNullable(records.units.get(unit))
                        .map(old -> old.epoch().next())
                        .orElse(new Epoch(1));
                records.put(settled(plan, wave, unit, goal, epoch, revision));
            }
            records.waves.computeIfPresent(
                    wave,
                    (name, old) -> new WaveRecord(name, old.position(), true, old.approved(), old.cutoverApproved()));
            records.journal("wave " + wave, "begun with " + free);
            return free;
        });
        onChange.run();
        return taken;
    }

    private static boolean isFree(Optional<UnitRecord> record, WaveName wave) {
        return record.map(known ->
                        known.wave().equals(wave) && known.state().equals(new UnitState(Phase.SETTLED, Side.SOURCE)))
                .orElse(true);
    }

    @Override
    public UnitRecord join(Plan plan, WaveName wave, UnitId unit, Route route, String until, String journal) {
        UnitRecord joined = write("join of " + unit, () -> {
            Joining.requireOpen(
                    Optional.ofNullable(records.migrations.get(plan.migration())),
                    List.copyOf(records.waves.values()),
                    wave,
                    Optional.ofNullable(records.steps.get(until)));
            if (!records.units.containsKey(unit)) {
                long revision = records.nextRevision(plan.keyspace().name());
                records.put(settled(plan, wave, unit, Goal.MOVED, new Epoch(1), revision));
                records.journal("unit " + unit, journal);
            }
            return Optional.ofNullable(records.units.get(unit)).orElseThrow();
        });
        onChange.run();
        return joined;
    }

    @Override
    public void withdraw(MigrationName migration, WaveName name, String journal) {
        write("withdraw " + name, () -> {
            records.waves.computeIfPresent(
                    name, (same, old) -> new WaveRecord(same, old.position(), false, old.approved(), false));
            records.journal("wave " + name, journal);
            return name;
        });
    }

    private static UnitRecord settled(Plan plan, WaveName wave, UnitId unit, Goal goal, Epoch epoch, long revision) {
        return new UnitRecord(
                unit,
                wave,
                plan.source(),
                plan.target(),
                new UnitState(Phase.SETTLED, Side.SOURCE),
                goal,
                epoch,
                revision,
                Flags.NONE,
                Optional.empty(),
                UnitRecord.Work.NONE,
                Leftover.NONE,
                Optional.empty());
    }

    @Override
    public List<UnitRecord> units(MigrationName migration) {
        return read("units", () -> List.copyOf(records.units.values()));
    }

    @Override
    public Optional<UnitRecord> unit(KeyspaceName keyspace, UnitId unit) {
        return read("unit " + unit, () -> Optional.ofNullable(records.units.get(unit)));
    }

    @Override
    public long unitsOf(KeyspaceName keyspace) {
        return read("units of " + keyspace, () -> (long) records.units.size());
    }

    @Override
    public UnitRecord update(MigrationName migration, UnitId unit, UnaryOperator<UnitRecord> change, String journal) {
        return updateAll(migration, List.of(unit), change, journal).getFirst();
    }

    @Override
    public List<UnitRecord> updateAll(
            MigrationName migration, Collection<UnitId> units, UnaryOperator<UnitRecord> change, String journal) {
        List<UnitRecord> updated = write(units + ": " + journal, () -> {
            long revision = records.revisions.getOrDefault(keyspaceOf(migration), 0L) + 1;
            List<UnitRecord> result = new ArrayList<>();
            for (UnitId unit : units) {
                UnitRecord old = Optional.ofNullable(records.units.get(unit))
                        .orElseThrow(() -> new GodwitException(ErrorCode.UNIT_NOT_FOUND, "no unit " + unit));
                UnitRecord wanted = change.apply(old);
                result.add(wanted.equals(old) ? old : wanted.stamped(old.epoch().next(), revision));
            }
            records.revisions.put(keyspaceOf(migration), revision);
            result.forEach(records::put);
            records.journal("units " + units, journal);
            return result;
        });
        onChange.run();
        return updated;
    }

    @Override
    public List<UnitRecord> updateEach(
            MigrationName migration,
            Collection<UnitId> units,
            UnaryOperator<UnitRecord> change,
            Function<UnitRecord, String> journal) {
        return updateAll(migration, units, change, "each");
    }

    private KeyspaceName keyspaceOf(MigrationName migration) {
        return Optional.ofNullable(records.keyspaces.get(migration))
                .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + migration));
    }

    @Override
    public long revision(KeyspaceName keyspace) {
        return read("revision", () -> records.revisions.getOrDefault(keyspace, 0L));
    }

    @Override
    public Optional<StoreName> defaultHome(KeyspaceName keyspace) {
        return read("default home", () -> Optional.ofNullable(records.defaultHomes.get(keyspace)));
    }

    @Override
    public void changeDefaultHome(MigrationName migration, StoreName home, String journal) {
        write(journal, () -> {
            records.nextRevision(keyspaceOf(migration));
            records.defaultHomes.put(keyspaceOf(migration), home);
            records.journal("keyspace", journal);
            return home;
        });
        onChange.run();
    }

    @Override
    public List<Placement> placementsAfter(KeyspaceName keyspace, long revision) {
        return read(
                "placements after " + revision,
                () -> records.units.values().stream()
                        .filter(record -> record.revision() > revision)
                        .sorted(Comparator.comparingLong(UnitRecord::revision))
                        .map(UnitRecord::placement)
                        .toList());
    }

    @Override
    public Optional<StepState> step(String workflow, String step) {
        return read("step " + step, () -> Optional.ofNullable(records.steps.get(step)));
    }

    @Override
    public void recordStep(MigrationName migration, String workflow, String step, StepState state) {
        write("step " + step + " " + state, () -> {
            records.steps.put(step, state);
            if (state == StepState.UNDONE) {
                records.memories.remove(step);
            }
            records.journal("step " + step, state.name());
            return state;
        });
    }

    @Override
    public Optional<String> remembered(String workflow, String step) {
        return read("memory of " + step, () -> Optional.ofNullable(records.memories.get(step)));
    }

    @Override
    public void remember(String workflow, String step, String text) {
        write("memory of " + step, () -> {
            records.memories.put(step, text);
            return text;
        });
    }

    @Override
    public Optional<StoreIdentity> identity(KeyspaceName keyspace, StoreName store) {
        return read("identity of " + store, () -> Optional.ofNullable(records.identities.get(store)));
    }

    @Override
    public List<StoreName> prepared(KeyspaceName keyspace) {
        return read("prepared stores", () -> List.copyOf(records.identities.keySet()));
    }

    @Override
    public Optional<StoreIdentity> identity(MigrationName migration, StoreName store) {
        return read("identity of " + store, () -> Optional.ofNullable(records.identities.get(store)));
    }

    @Override
    public void recordIdentity(MigrationName migration, StoreName store, StoreIdentity identity) {
        write("identity of " + store, () -> {
            records.identities.put(store, identity);
            return identity;
        });
    }

    @Override
    public void note(MigrationName migration, String subject, String message) {
        write(subject + ": " + message, () -> {
            records.journal(subject, message);
            return message;
        });
    }

    /** Nobody rehearses in a simulation. */
    @Override
    public Optional<RehearsalRecord> rehearsal(MigrationName migration) {
        return Optional.empty();
    }

    @Override
    public List<Alarm> alarms(MigrationName migration) {
        return read("alarms", () -> List.copyOf(records.alarms));
    }

    @Override
    public void raise(MigrationName migration, Alarm alarm, String journal) {
        write(journal, () -> {
            if (records.alarms.stream().noneMatch(same(alarm.kind(), alarm.subject()))) {
                records.alarms.add(alarm);
                records.journal(ALARM, journal);
            }
            return alarm;
        });
    }

    @Override
    public void clear(MigrationName migration, AlarmKind kind, String subject, String journal) {
        write(journal, () -> {
            if (records.alarms.removeIf(same(kind, subject))) {
                records.journal(ALARM, journal);
            }
            return kind;
        });
    }

    private static Predicate<Alarm> same(AlarmKind kind, String subject) {
        return alarm -> alarm.kind() == kind && alarm.subject().equals(subject);
    }

    @Override
    public List<LatencyRecord> latencies(MigrationName migration) {
        return read("latencies", () -> List.copyOf(records.latencies));
    }

    @Override
    public void keepLatencies(MigrationName migration, List<LatencyRecord> latencies) {
        write("keep latencies", () -> {
            for (LatencyRecord latency : latencies) {
                records.latencies.removeIf(old -> old.part() == latency.part()
                        && old.stage().equals(latency.stage())
                        && old.store().equals(latency.store()));
                records.latencies.add(latency);
            }
            return latencies;
        });
    }

    @Override
    public List<JournalEntry> journal(MigrationName migration, int limit) {
        return read(
                "journal",
                () -> records.journal.subList(Math.max(0, records.journal.size() - limit), records.journal.size()));
    }

    @Override
    public List<JournalEntry> journalAfter(MigrationName migration, long number, int limit) {
        return read(
                "journal",
                () -> records.journal.stream()
                        .filter(entry -> entry.number() > number)
                        .limit(limit)
                        .toList());
    }

    @Override
    public void close() {}

    private <T> T read(String what, Supplier<T> work) {
        return call("control: read " + what, work, false);
    }

    private <T> T write(String what, Supplier<T> work) {
        return call("control: " + what, work, true);
    }

    private <T> T call(String what, Supplier<T> work, boolean writes) {
        way.request(what);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            way.refusal(what);
            throw e;
        }
        way.answer(what, writes);
        return result;
    }
}
