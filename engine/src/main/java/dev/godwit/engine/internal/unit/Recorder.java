package dev.godwit.engine.internal.unit;

import dev.godwit.core.Flags;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Writes what happens to units into the control store and shows the new records to the {@link UnitBoard}. Thread-safe.
 */
public final class Recorder {
    private final MigrationName migration;
    private final ControlStore control;
    private final UnitBoard board;
    private final Neighbours neighbours;

    public Recorder(MigrationName migration, ControlStore control, UnitBoard board, Neighbours neighbours) {
        this.migration = migration;
        this.control = control;
        this.board = board;
        this.neighbours = neighbours;
    }

    /** Freezes units of a wave into the record, see {@link ControlStore#begin}; they are not shown yet. */
    public List<UnitId> begin(Plan plan, WaveName wave, Map<Route, List<UnitId>> units, Goal goal) {
        List<UnitId> taken = control.begin(plan, wave, units, goal);
        neighbours.taken(migration, taken);
        return taken;
    }

    /** Lets a unit join a wave, see {@link ControlStore#join}; it is not shown yet. */
    public UnitRecord join(Plan plan, WaveName wave, UnitId unit, Route route, String until, String journal) {
        UnitRecord joined = control.join(plan, wave, unit, route, until, journal);
        neighbours.taken(migration, List.of(unit));
        return joined;
    }

    /** Records an event with what it changes besides the state. */
    public UnitRecord event(UnitId unit, UnitEvent event, UnaryOperator<UnitRecord> besides, String journal) {
        return change(unit, record -> besides.apply(record.on(event)), event + journal(journal));
    }

    public UnitRecord change(UnitId unit, UnaryOperator<UnitRecord> change, String journal) {
        UnitRecord record = control.update(migration, unit, change, journal);
        board.show(record);
        return record;
    }

    public List<UnitRecord> changeAll(Collection<UnitId> units, UnaryOperator<UnitRecord> change, String journal) {
        List<UnitRecord> records = control.updateAll(migration, units, change, journal);
        board.showAll(records);
        return records;
    }

    /** The same, with an entry in the journal for each. */
    List<UnitRecord> changeEach(
            Collection<UnitId> units, UnaryOperator<UnitRecord> change, Function<UnitRecord, String> journal) {
        List<UnitRecord> records = control.updateEach(migration, units, change, journal);
        board.showAll(records);
        return records;
    }

    /**
     * A unit can't go on until a person has looked; unless another server has changed its record meanwhile: then what
     * failed here was an act on old knowledge, and the board learns what is true now.
     *
     * @param acted the record that was acted on
     * @return whether attention was called for
     */
    public boolean attention(UnitRecord acted, String reason) {
        UnitRecord after = change(
                acted.unit(),
                record -> record.epoch().equals(acted.epoch())
                        ? record.with(new Flags(record.flags().paused(), Optional.of(reason)))
                        : record,
                "ATTENTION: " + reason);
        return after.flags().attention().isPresent();
    }

    private static String journal(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }
}
