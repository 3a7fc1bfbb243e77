package dev.godwit.checkers.internal;

import dev.godwit.checkers.CheckedTable;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.Whereabouts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of two databases side by side, and notes what is not as it has to be. Not thread-safe. */
public final class RowMerge {
    private static final int TEXTS_MAX = 10;

    private final String firstName;
    private final String secondName;
    private final Function<String, Whereabouts> expected;
    private final List<String> texts = new ArrayList<>();
    private long rows;
    private long keys;
    private long differences;

    public RowMerge(String firstName, String secondName, Function<String, Whereabouts> expected) {
        this.firstName = firstName;
        this.secondName = secondName;
        this.expected = expected;
    }

    /** Compares all rows. */
    public void run(CheckedTable table, DatabaseSide firstSide, DatabaseSide secondSide) throws SQLException {
        try (RowStream first = RowStream.open(firstSide, table);
                RowStream second = RowStream.open(secondSide, table)) {
            if (!first.columns().equals(second.columns())) {
                throw new IllegalStateException("other columns: " + first.columns() + " in " + firstName + ", "
                        + second.columns() + " in " + secondName);
            }
            while (first.current().isPresent() || second.current().isPresent()) {
                step(first, second);
                keys = keys + 1;
            }
            rows = first.count() + second.count();
        }
    }

    private void step(RowStream first, RowStream second) throws SQLException {
        int order = order(first, second);
        if (order < 0) {
            alone(first.current().orElseThrow(), firstName, Whereabouts.FIRST_ONLY, secondName);
            first.advance();
        } else if (order > 0) {
            alone(second.current().orElseThrow(), secondName, Whereabouts.SECOND_ONLY, firstName);
            second.advance();
        } else {
            both(
                    first.columns(),
                    first.current().orElseThrow(),
                    second.current().orElseThrow());
            first.advance();
            second.advance();
        }
    }

    /** Which of them has the smaller key. */
    private static int order(RowStream first, RowStream second) {
        if (first.current().isEmpty() || second.current().isEmpty()) {
            return first.current().isEmpty() ? 1 : -1;
        }
        return first.current().get().key().compareTo(second.current().get().key());
    }

    private void alone(Row row, String here, Whereabouts whereItMayBeAlone, String there) {
        Whereabouts wanted = expected(row);
        if (wanted == Whereabouts.BOTH) {
            differ(row, "is in " + here + " and not in " + there);
        } else if (wanted != whereItMayBeAlone) {
            differ(row, "is in " + here + ", where nothing of its unit may be");
        }
    }

    private void both(List<String> columns, Row first, Row second) {
        Whereabouts wanted = expected(first);
        if (wanted != Whereabouts.BOTH) {
            differ(
                    first,
                    "is also in " + (wanted == Whereabouts.FIRST_ONLY ? secondName : firstName)
                            + ", where nothing of its unit may be");
        } else if (!first.values().equals(second.values())) {
            differ(first, changes(columns, first, second));
        }
    }

    private Whereabouts expected(Row row) {
        String unit = row.unit();
        return unit == null ? Whereabouts.BOTH : expected.apply(unit);
    }

    private String changes(List<String> columns, Row first, Row second) {
        List<String> changes = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            String one = first.values().get(place);
            String other = second.values().get(place);
            if (!Objects.equals(one, other)) {
                changes.add(columns.get(place) + " is " + Difference.told(one, other) + " in " + firstName + " and "
                        + Difference.told(other, one) + " in " + secondName);
            }
        }
        return String.join(", ", changes);
    }

    private void differ(Row row, String what) {
        differences = differences + 1;
        if (texts.size() < TEXTS_MAX) {
            @Nullable String unit = row.unit();
            texts.add("row " + row.key() + " of " + (unit == null ? "no unit" : unit) + ": " + what);
        }
    }

    /** Rows of both databases. */
    public long rows() {
        return rows;
    }

    public long keys() {
        return keys;
    }

    public long differences() {
        return differences;
    }

    /** The first differences in words. */
    public List<String> texts() {
        return texts;
    }
}
