package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import dev.godwit.notely.terminal.TrafficView.Counted;
import java.util.List;

/** The tables of the first page that tell of requests. */
final class TrafficSections {
    private static final int GAP = 4;
    private static final int MISS_LINES_MAX = 4;

    private TrafficSections() {}

    static Component requests(TrafficView traffic, Look look) {
        List<Column> columns = List.of(
                Column.text("Method"),
                Column.flexible("Route"),
                Column.number("Status"),
                Column.number("Total"),
                Column.number("RPM"),
                Column.number("P95 ms"));
        List<List<Cell>> rows = traffic.requests().stream()
                .map(row -> List.of(
                        Cell.of(row.method()),
                        Cell.of(row.route()),
                        new Cell(row.status(), httpTone(row.status())),
                        Cell.count(row.count().total()),
                        Cell.bare(row.count().perMinute()),
                        Cell.bare(row.p95Millis())))
                .toList();
        return Look.stack(look.heading("API requests"), table(look, columns, rows, "No request yet."));
    }

    static Component storeAccess(TrafficView traffic, Look look) {
        List<Column> columns = List.of(
                Column.flexible("Store"),
                Column.flexible("Operation"),
                Column.text("Status"),
                Column.number("Total"),
                Column.number("RPM"),
                Column.number("P95 ms"));
        List<List<Cell>> rows = traffic.storeAccess().stream()
                .map(row -> List.of(
                        Cell.of(row.store()),
                        Cell.of(row.operation()),
                        new Cell(row.status(), tone(row.status())),
                        Cell.count(row.count().total()),
                        Cell.bare(row.count().perMinute()),
                        Cell.bare(row.p95Millis())))
                .toList();
        return Look.stack(look.heading("Store access"), table(look, columns, rows, "No access yet."));
    }

    /** What the simulated users noticed, and how many notes each store has. */
    static Component checks(TrafficView traffic, Look look) {
        Look left = look.withWidth((look.width() - GAP) * 3 / 5);
        Look right = look.withWidth(look.width() - GAP - left.width());
        List<List<Cell>> checks = List.of(
                check("consistency misses", traffic.consistencyMisses(), Tone.BAD),
                check("client errors", traffic.errors(), Tone.BAD),
                check("held writes", traffic.heldWrites(), Tone.NORMAL),
                check("refused writes", traffic.refusedWrites(), Tone.NORMAL));
        List<List<Cell>> shards = traffic.notesByShard().stream()
                .map(row -> List.of(Cell.of(row.store()), notes(row.notes())))
                .toList();
        Component checksTable = Look.stack(
                left.heading("Checks"),
                Tables.of(left, List.of(Column.flexible(""), Column.number("Total"), Column.number("RPM")), checks));
        Component shardsTable = Look.stack(
                right.heading("Notes by shard"),
                table(
                        right,
                        List.of(Column.flexible("Store"), Column.number("Notes")),
                        shards,
                        "No store has notes yet."));
        Component both = Look.beside(Look.fixed(checksTable, left.width()), Look.gap(GAP), shardsTable);
        return traffic.lastMiss()
                .map(miss ->
                        (Component) Look.stack(both, look.paragraph("last miss: " + miss, MISS_LINES_MAX, Tone.BAD)))
                .orElse(both);
    }

    static Tone tone(String status) {
        return switch (status) {
            case "success" -> Tone.GOOD;
            case "contention" -> Tone.BUSY;
            case "error" -> Tone.BAD;
            default -> Tone.NORMAL;
        };
    }

    static Component table(Look look, List<Column> columns, List<List<Cell>> rows, String ifEmpty) {
        return rows.isEmpty() ? look.text(ifEmpty, Tone.FAINT) : Tables.of(look, columns, rows);
    }

    private static Tone httpTone(String status) {
        return switch (status.charAt(0)) {
            case '5' -> Tone.BAD;
            case '4' -> Tone.BUSY;
            case '1', '2', '3' -> Tone.GOOD;
            default -> Tone.NORMAL;
        };
    }

    private static Cell notes(long notes) {
        return notes < 0 ? new Cell("no answer", Tone.BAD) : Cell.count(notes);
    }

    private static List<Cell> check(String name, Counted counted, Tone whenAny) {
        Tone tone = counted.total() == 0 ? Tone.GOOD : whenAny;
        return List.of(
                new Cell(name, tone), new Cell(Figures.count(counted.total()), tone), Cell.bare(counted.perMinute()));
    }
}
