package dev.godwit.cli.internal;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns that are as wide as their widest entry. Pure. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    static List<String> render(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(titles);
        rows.forEach(row -> all.add(row.stream().map(Look::clean).toList()));
        int[] widths = new int[titles.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
