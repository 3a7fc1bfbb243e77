package dev.godwit.engine.spi;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The durable record of what was decided. Each change is one transaction with its journal entry and is durable when the
 * call returns. Thread-safe.
 *
 * <p>All methods throw {@link dev.godwit.core.GodwitException} with {@code CONTROL_STORE_FAILED} when the control store
 * can't be used, and with {@code CONTROL_STORE_FULL} when it has no space left; a change that was refused has changed
 * nothing.
 */
public interface ControlStore extends AutoCloseable {
    /** The step in which the default home changes: while it runs, no other migration takes units that live by it. */
    String DEFAULT_HOME_STEP = "default-home";

    /** The subject of journal entries about alarms. */
    String ALARM = "alarm";

    /** Who leads, if anybody. */
    Seat seat();

    /**
     * Takes the lead for a server if nothing about the seat has changed since it was seen. From then on every change that is
     * asked of this object is refused with {@code NOT_LEADING} once somebody else has taken the seat.
     *
     * @param address where the server answers, if it does
     * @return the seat as it is now; absent when somebody has taken it or shown a sign of life
     */
    Optional<Seat> lead(Seat seen, String server, Optional<String> address);

    /**
     * Gives a sign of life. Unlike {@link #lead} it never takes a seat that was lost meanwhile, not even one that is free
     * again.
     *
     * @param term in which this server took the seat
     * @return whether nobody has taken it since
     */
    boolean keepLead(long term, Optional<String> address);

    /** Gives up the seat, if nobody else has taken it since that term. */
    void resign(long term);

    Optional<MigrationRecord> migration(MigrationName name);

    /** Migrations of the keyspace that have not ended. */
    List<MigrationName> activeMigrations(KeyspaceName keyspace);

    /** Writes a new migration with its waves and, if it is new, the keyspace with its default home. */
    void create(Plan plan, String fingerprint);

    /** Keeps what a migration's plan was read from, so that a server can go on with it; in place of an earlier one. */
    void keepPlan(MigrationName migration, PlanText plan);

    /** What a migration's plan was read from, if it was read from a text. */
    Optional<PlanText> plan(MigrationName migration);

    /** All migrations of all keyspaces, ended ones too, the newest last. */
    List<MigrationSummary> migrations();

    MigrationRecord update(MigrationName name, UnaryOperator<MigrationRecord> change, String journal);

    List<WaveRecord> waves(MigrationName migration);

    /** Writes what was approved of a wave. */
    void approve(MigrationName migration, WaveRecord wave, String journal);

    /**
     * Freezes units of a wave into the record, each SETTLED in the source, and marks the wave as begun. Units that belong
     * to another wave of the migration already, or are on their way in this one, stay as they are, and so do those that do
     * not rest in the source: another migration has them, or has something left of them.
     *
     * @param units by the way that they go, all in one transaction
     * @return the units that the wave has taken
     */
    List<UnitId> begin(Plan plan, WaveName wave, Map<Route, List<UnitId>> units, Goal goal);

    /**
     * Lets one unit that no wave has taken join a wave that has begun, SETTLED in the source and to be {@link Goal#MOVED}.
     *
     * @param route the way that it goes
     * @param until a step of the migration: once it has begun nobody joins
     * @return the unit's record; the one that it had, unchanged, when a wave of the migration has it already
     * @throws dev.godwit.core.GodwitException with {@code FORBIDDEN_TRANSITION} when the wave has not begun or the migration
     *     is being undone, with {@code POINT_OF_NO_RETURN} when it is being finalized or the step has begun, with {@code
     *     UNIT_ELSEWHERE} when the unit does not rest in the source
     */
    UnitRecord join(Plan plan, WaveName wave, UnitId unit, Route route, String until, String journal);

    /** Marks a wave whose units are back in the source as not begun: it may begin again. */
    void withdraw(MigrationName migration, WaveName wave, String journal);

    /** All units of the migration. */
    List<UnitRecord> units(MigrationName migration);

    Optional<UnitRecord> unit(KeyspaceName keyspace, UnitId unit);

    /** How many units any migration of a keyspace has ever taken. */
    long unitsOf(KeyspaceName keyspace);

    /**
     * Changes a unit's record: reads it, applies the change, and writes it with the next epoch and revision by
     * compare-and-set on the epoch that was read. What the change throws passes through. A change that returns the same
     * record writes nothing.
     */
    UnitRecord update(MigrationName migration, UnitId unit, UnaryOperator<UnitRecord> change, String journal);

    /** Changes many units in one transaction with one journal entry; those that have left the migration are left out. */
    List<UnitRecord> updateAll(
            MigrationName migration, Collection<UnitId> units, UnaryOperator<UnitRecord> change, String journal);

    /** As {@link #updateAll}, with a journal entry for each unit that has changed, made of its new record. */
    List<UnitRecord> updateEach(
            MigrationName migration,
            Collection<UnitId> units,
            UnaryOperator<UnitRecord> change,
            Function<UnitRecord, String> journal);

    /** The revision of the keyspace; 0 when it is unknown. */
    long revision(KeyspaceName keyspace);

    Optional<StoreName> defaultHome(KeyspaceName keyspace);

    void changeDefaultHome(MigrationName migration, StoreName home, String journal);

    /** Placements with a later revision, oldest first. */
    List<Placement> placementsAfter(KeyspaceName keyspace, long revision);

    /** The state of a workflow's step, if it ever began. */
    Optional<StepState> step(String workflow, String step);

    void recordStep(MigrationName migration, String workflow, String step, StepState state);

    /** What a step of a workflow remembered last. */
    Optional<String> remembered(String workflow, String step);

    /** Keeps a text for a step that has begun, until the step is undone. */
    void remember(String workflow, String step, String text);

    /** Who a store of a keyspace was when any migration last asserted its fences; absent when none has prepared it. */
    Optional<StoreIdentity> identity(KeyspaceName keyspace, StoreName store);

    /** The stores of a keyspace that any migration has prepared, by name. */
    List<StoreName> prepared(KeyspaceName keyspace);

    /** Who a store was when this migration last asserted its fences, and what its tables looked like. */
    Optional<StoreIdentity> identity(MigrationName migration, StoreName store);

    void recordIdentity(MigrationName migration, StoreName store, StoreIdentity identity);

    void note(MigrationName migration, String subject, String message);

    /** The last rehearsal of a migration, whatever it came to. */
    Optional<RehearsalRecord> rehearsal(MigrationName migration);

    /** The alarms of a migration that are on, the oldest first. */
    List<Alarm> alarms(MigrationName migration);

    /** An alarm is on from now on. Does nothing when one of its kind and subject is on already. */
    void raise(MigrationName migration, Alarm alarm, String journal);

    /** An alarm is over. Does nothing when it is not on. */
    void clear(MigrationName migration, AlarmKind kind, String subject, String journal);

    /** What is kept of the application's latency in a migration. */
    List<LatencyRecord> latencies(MigrationName migration);

    /** Keeps what the application's latency was, in place of what was kept of the same part, stage and store. */
    void keepLatencies(MigrationName migration, List<LatencyRecord> latencies);

    /** The newest entries, oldest first. */
    List<JournalEntry> journal(MigrationName migration, int limit);

    /** The oldest entries whose number is larger, oldest first. */
    List<JournalEntry> journalAfter(MigrationName migration, long number, int limit);

    @Override
    void close();

    /** How far a workflow's step is. */
    enum StepState {
        STARTED,
        DONE,
        UNDOING,
        UNDONE
    }
}
