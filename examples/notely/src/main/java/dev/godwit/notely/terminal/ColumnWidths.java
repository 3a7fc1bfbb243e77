package dev.godwit.notely.terminal;

import dev.godwit.notely.terminal.Column.GivesWay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How wide each column of a table is: as wide as its widest cell, until there is too little room. */
final class ColumnWidths {
    private static final int WIDTH_MIN = 9;

    private ColumnWidths() {}

    /**
     * The widths of the columns.
     *
     * @param available columns of the screen, the gaps taken off
     */
    static List<Integer> fit(List<Column> columns, List<List<Cell>> rows, int available) {
        List<Integer> widths = new ArrayList<>(wanted(columns, rows));
        for (GivesWay turn : GivesWay.values()) {
            shrink(widths, those(columns, turn), available);
        }
        return List.copyOf(widths);
    }

    /** The widths at which nothing is cut. */
    static List<Integer> wanted(List<Column> columns, List<List<Cell>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            int column = index;
            widths.add(rows.stream()
                    .mapToInt(row ->
                            FittedText.width(FittedText.clean(row.get(column).text())))
                    .reduce(FittedText.width(columns.get(index).title()), Math::max));
        }
        return List.copyOf(widths);
    }

    private static List<Integer> those(List<Column> columns, GivesWay turn) {
        return IntStream.range(0, columns.size())
                .filter(index -> columns.get(index).givesWay() == turn)
                .boxed()
                .toList();
    }

    /** Takes from the widest of these columns, one at a time, until all fit or none has anything to give. */
    private static void shrink(List<Integer> widths, List<Integer> candidates, int available) {
        int excess = widths.stream().mapToInt(Integer::intValue).sum() - available;
        while (excess > 0) {
            int widest = candidates.stream()
                    .reduce((one, other) -> widths.get(one) >= widths.get(other) ? one : other)
                    .orElse(-1);
            if (widest < 0 || widths.get(widest) <= WIDTH_MIN) {
                return;
            }
            widths.set(widest, widths.get(widest) - 1);
            excess--;
        }
    }
}
