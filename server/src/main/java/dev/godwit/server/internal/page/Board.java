package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many units of each wave are in each phase, and what some of them are called.
 *
 * @param columns those that are shown, in the order of a successful move
 */
public record Board(List<Column> columns, List<Row> rows) {
    private static final int NAMED = 3;

    /** Where a unit can be. Units at rest are told apart by their home. */
    public enum Column {
        AT_SOURCE("settled", "at rest in its source", Phase.SETTLED, true),
        COPYING("copying", "rows are copied and mirrored", Phase.COPYING, true),
        SYNCED("synced", "both stores are equal", Phase.SYNCED, true),
        CUTTING("cutting over", "the home changes", Phase.CUTTING, true),
        PROBATION("probation", "moved, with a way back", Phase.PROBATION, true),
        AT_TARGET("accepted", "at rest in its target", Phase.SETTLED, true),
        CUTTING_BACK("cutting back", "the home changes back", Phase.CUTTING_BACK, false),
        CLEANING("cleaning", "what was copied is removed", Phase.CLEANING, false);

        private final String title;
        private final String meaning;
        private final Phase phase;
        private final boolean usual;

        Column(String title, String meaning, Phase phase, boolean usual) {
            this.title = title;
            this.meaning = meaning;
            this.phase = phase;
            this.usual = usual;
        }

        public String title() {
            return title;
        }

        public String meaning() {
            return meaning;
        }

        public Phase phase() {
            return phase;
        }

        /** Where a unit is. */
        public static Column of(UnitView unit) {
            return switch (unit.phase()) {
                case SETTLED -> unit.moved() ? AT_TARGET : AT_SOURCE;
                case COPYING -> COPYING;
                case SYNCED -> SYNCED;
                case CUTTING -> CUTTING;
                case PROBATION -> PROBATION;
                case CUTTING_BACK -> CUTTING_BACK;
                case CLEANING -> CLEANING;
            };
        }
    }

    /** Units of a wave in a phase. */
    public record Cell(Column column, long count, List<String> some, boolean attention) {
        /** How many are not among those that are named. */
        public long more() {
            return count - some.size();
        }
    }

    /** A wave. */
    public record Row(WaveStatus wave, List<Cell> cells) {}

    private static final class Counted {
        private long count;
        private boolean attention;
        private final List<String> some = new ArrayList<>();

        private void add(UnitView unit) {
            count++;
            attention |= unit.flags().attention().isPresent();
            if (some.size() < NAMED) {
                some.add(unit.unit().value());
            }
        }
    }

    static Board of(List<WaveStatus> waves, List<UnitView> units) {
        Map<String, Map<Column, Counted>> counted = new LinkedHashMap<>();
        waves.forEach(wave -> counted.put(wave.name(), new LinkedHashMap<>()));
        List<Column> seen = new ArrayList<>();
        for (UnitView unit : units) {
            Map<Column, Counted> row =
                    unit.wave().map(wave -> counted.get(wave.value())).orElse(null);
            if (row != null) {
                Column column = Column.of(unit);
                row.computeIfAbsent(column, ignored -> new Counted()).add(unit);
                if (!column.usual && !seen.contains(column)) {
                    seen.add(column);
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (Column column : Column.values()) {
            if (column.usual || seen.contains(column)) {
                columns.add(column);
            }
        }
        return new Board(
                List.copyOf(columns),
                waves.stream()
                        .map(wave -> new Row(wave, cells(columns, counted.getOrDefault(wave.name(), Map.of()))))
                        .toList());
    }

    private static List<Cell> cells(List<Column> columns, Map<Column, Counted> row) {
        return columns.stream()
                .map(column -> {
                    Counted counted = row.getOrDefault(column, new Counted());
                    return new Cell(column, counted.count, List.copyOf(counted.some), counted.attention);
                })
                .toList();
    }
}
