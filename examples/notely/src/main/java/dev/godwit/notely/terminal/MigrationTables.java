package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.WaveName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.IntStream;

/** The lower part of the migration's page: waves, units, the journal. */
final class MigrationTables {
    /** Nobody scrolls through more, and each costs time in every drawing. */
    private static final int UNITS_MAX = 200;

    private static final int JOURNAL_MAX = 8;
    private static final String SHOWN = "\u25b6";

    private MigrationTables() {}

    /** The migrations, the one marked that is shown below. */
    static Component all(List<MigrationView> migrations, int shown, Look look) {
        List<Column> columns = List.of(
                Column.text(" "),
                Column.flexible("Migration"),
                Column.text("Stage"),
                Column.number("Units"),
                Column.number("Moved"),
                Column.flexible(""));
        List<List<Cell>> rows = IntStream.range(0, migrations.size())
                .mapToObj(index -> row(migrations.get(index).status(), index == shown))
                .toList();
        return Look.stack(look.heading("Migrations"), TrafficSections.table(look, columns, rows, ""));
    }

    private static List<Cell> row(MigrationStatus status, boolean shown) {
        Cell need = status.attention().isEmpty()
                ? status.waves().stream()
                        .filter(WaveStatus::approvalWanted)
                        .findFirst()
                        .map(wave -> new Cell("wave " + wave.name() + " wants approval", Tone.BUSY))
                        .orElse(Cell.of(""))
                : new Cell("needs attention", Tone.BAD);
        return List.of(
                new Cell(shown ? SHOWN : " ", Tone.HEADING),
                Cell.of(status.migration()),
                Cell.of(status.stage()),
                Cell.count(status.unitsTotal()),
                Cell.count(status.unitsMoved()),
                status.flags().clear() ? need : flags(status.flags()));
    }

    static Component waves(MigrationStatus status, Look look) {
        List<Column> columns = List.of(
                Column.flexible("Wave"),
                Column.text("Stage"),
                Column.number("Units"),
                Column.number("Moved"),
                Column.flexible(""));
        List<List<Cell>> rows = status.waves().stream()
                .map(wave -> List.of(
                        Cell.of(wave.name()),
                        Cell.of(wave.stage()),
                        Cell.count(wave.units()),
                        Cell.count(wave.moved()),
                        need(wave)))
                .toList();
        return Look.stack(
                look.heading("Waves"), TrafficSections.table(look, columns, rows, "Units move without waves."));
    }

    static Component units(List<UnitView> units, Look look) {
        List<Column> columns = List.of(
                Column.flexible("Unit"),
                Column.flexible("Wave"),
                Column.text("Phase"),
                Column.text("Home"),
                Column.number("Copied"),
                Column.number("Verified"),
                Column.number("Pause ms"),
                Column.flexible(""));
        List<List<Cell>> rows = units.stream()
                .limit(UNITS_MAX)
                .map(unit -> List.of(
                        Cell.of(unit.unit().value()),
                        Cell.of(unit.wave().map(WaveName::value).orElse("")),
                        Phases.cell(unit.phase()),
                        Cell.of(unit.home().value()),
                        Cell.count(unit.rowsCopied()),
                        Cell.count(unit.rowsVerified()),
                        Cell.of(unit.lastPauseMillis().map(Figures::bare).orElse("")),
                        flags(unit.flags())))
                .toList();
        Component table = TrafficSections.table(look, columns, rows, "No unit is in flight.");
        return units.size() <= UNITS_MAX
                ? Look.stack(look.heading("Units"), table)
                : Look.stack(
                        look.heading("Units"),
                        table,
                        look.text("and " + Figures.count(units.size() - UNITS_MAX) + " more", Tone.FAINT));
    }

    static Component journal(List<JournalEntry> journal, Look look) {
        List<Column> columns =
                List.of(Column.number("No"), Column.text("At UTC"), Column.dispensable("About"), Column.flexible(""));
        List<List<Cell>> rows = journal.reversed().stream()
                .limit(JOURNAL_MAX)
                .map(entry -> List.of(
                        Cell.faint(Figures.count(entry.number())),
                        Cell.faint(time(entry.at())),
                        Cell.of(entry.subject()),
                        Cell.of(entry.message())))
                .toList();
        return Look.stack(
                look.heading("Journal, newest first"), TrafficSections.table(look, columns, rows, "Nothing yet."));
    }

    private static String time(String at) {
        try {
            return Figures.timeWithMillis(Instant.parse(at));
        } catch (DateTimeParseException e) {
            return at;
        }
    }

    private static Cell need(WaveStatus wave) {
        return wave.approvalWanted() && wave.flags().clear()
                ? new Cell("wants approval: press c", Tone.BUSY)
                : flags(wave.flags());
    }

    private static Cell flags(Flags flags) {
        return flags.attention()
                .map(reason -> new Cell("attention: " + reason, Tone.BAD))
                .or(() -> flags.paused().map(reason -> new Cell("paused: " + reason, Tone.BUSY)))
                .orElse(Cell.of(""));
    }
}
