package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.Component;
import com.googlecode.lanterna.gui2.TextGUIGraphics;
import com.googlecode.lanterna.gui2.table.DefaultTableRenderer;
import com.googlecode.lanterna.gui2.table.Table;
import com.googlecode.lanterna.gui2.table.TableCellRenderer;
import com.googlecode.lanterna.gui2.table.TableHeaderRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tables as wide as there is room, numbers to the right, with or without a selected row. */
final class Tables {
    /** The column that the library leaves between two. */
    private static final int SEPARATOR = 1;

    private static final int GAP = 2;
    private static final int GAP_NARROW = 1;

    private Tables() {}

    /** A table without a selection. */
    static Component of(Look look, List<Column> columns, List<List<Cell>> rows) {
        return of(look, columns, rows, OptionalInt.empty());
    }

    /**
     * A table.
     *
     * @param selected the row that stands out, over the whole width
     */
    static Component of(Look look, List<Column> columns, List<List<Cell>> rows, OptionalInt selected) {
        int wanted = ColumnWidths.wanted(columns, rows).stream()
                .mapToInt(Integer::intValue)
                .sum();
        int gap = wanted + GAP * (columns.size() - 1) <= look.width() ? GAP : GAP_NARROW;
        List<Integer> widths = ColumnWidths.fit(columns, rows, look.width() - gap * (columns.size() - 1));
        Table<Cell> table = new Table<>(titles(columns, widths, gap));
        for (List<Cell> row : rows) {
            table.getTableModel().addRow(fitted(row, columns, widths, gap));
        }
        // A table always has a selection: of a row, or else of a cell, which does not show.
        table.setCellSelection(selected.isEmpty());
        table.setSelectedRow(selected.orElse(0));
        table.setTableHeaderRenderer(new Header(look.theme()));
        table.setTableCellRenderer(new Cells(look.theme(), selected.isPresent()));
        DefaultTableRenderer<Cell> renderer = new DefaultTableRenderer<>();
        renderer.setScrollBarsHidden(true);
        renderer.setAllowPartialColumn(true);
        if (selected.isPresent()) {
            renderer.setExpandableColumns(List.of(columns.size() - 1));
        }
        table.setRenderer(renderer);
        return table;
    }

    private static String[] titles(List<Column> columns, List<Integer> widths, int gap) {
        String[] titles = new String[columns.size()];
        for (int index = 0; index < titles.length; index++) {
            Column column = columns.get(index);
            titles[index] = FittedText.padded(column.title(), widths.get(index), column.number())
                    + gapAfter(index, columns, gap);
        }
        return titles;
    }

    private static List<Cell> fitted(List<Cell> row, List<Column> columns, List<Integer> widths, int gap) {
        List<Cell> fitted = new ArrayList<>();
        for (int index = 0; index < row.size(); index++) {
            Cell cell = row.get(index);
            String text = FittedText.padded(
                    cell.text(), widths.get(index), columns.get(index).number());
            fitted.add(new Cell(text + gapAfter(index, columns, gap), cell.tone()));
        }
        return fitted;
    }

    private static String gapAfter(int index, List<Column> columns, int gap) {
        return index < columns.size() - 1 ? " ".repeat(gap - SEPARATOR) : "";
    }

    private record Header(TerminalTheme theme) implements TableHeaderRenderer<Cell> {
        @Override
        public TerminalSize getPreferredSize(Table<Cell> table, String label, int column) {
            return new TerminalSize(FittedText.width(label), 1);
        }

        @Override
        public void drawHeader(Table<Cell> table, String label, int column, TextGUIGraphics graphics) {
            graphics.setForegroundColor(theme.foreground(Tone.FAINT));
            graphics.setBackgroundColor(theme.ground());
            graphics.putString(0, 0, label);
        }
    }

    private record Cells(TerminalTheme theme, boolean selects) implements TableCellRenderer<Cell> {
        @Override
        public TerminalSize getPreferredSize(Table<Cell> table, Cell cell, int column, int row) {
            return new TerminalSize(FittedText.width(cell.text()), 1);
        }

        @Override
        public void drawCell(Table<Cell> table, Cell cell, int column, int row, TextGUIGraphics graphics) {
            boolean selected = selects && table.getSelectedRow() == row;
            graphics.setForegroundColor(theme.foreground(cell.tone()));
            graphics.setBackgroundColor(selected ? theme.raisedGround() : theme.ground());
            graphics.enableModifiers(theme.styles(cell.tone()));
            graphics.fill(' ');
            graphics.putString(0, 0, cell.text());
        }
    }
}
