package dev.godwit.checkers;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.core.TimeSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a ledger: amounts in the rows of a unit, moved between its rows in transactions, so that their total never
 * changes. A reading of a whole unit that shows another total has seen half a transaction, or rows of two moments; books
 * with another total have lost a part of one. Not thread-safe.
 */
public final class LedgerChecker {
    private static final int TEXTS_MAX = 5;

    private final TimeSource time;
    private final long total;
    private final List<String> texts = new ArrayList<>();
    private final Set<Object> units = new HashSet<>();
    private long readings;
    private long violations;

    private LedgerChecker(TimeSource time, long total) {
        this.time = time;
        this.total = total;
    }

    /**
     * Checks every reading of a whole unit that users recorded as a {@link Kind#TOTAL}.
     *
     * @param total that each unit had at the start
     */
    public static CheckResult checkReadings(History history, long total, Wording wording, TimeSource time) {
        return new LedgerChecker(time, total).readings(history, wording);
    }

    /**
     * Checks what the table holds, by plain JDBC over a connection of its own.
     *
     * @param amount the column of the amounts, whole numbers
     * @param expectedUnits how many units the table has to hold
     */
    public static CheckResult checkBooks(
            CheckedTable table, String amount, DatabaseSide side, long total, long expectedUnits, TimeSource time)
            throws SQLException {
        return new LedgerChecker(time, total).books(table, amount, side, expectedUnits);
    }

    private CheckResult readings(History history, Wording wording) {
        long begun = time.monotonicNanos();
        history.visit(key -> true, operation -> {
            if (operation.kind() == Kind.TOTAL) {
                units.add(operation.key());
                judge(
                        operation.value() == total,
                        "unit %s: total %d, which is always %d, read within %.3f ms by %s"
                                .formatted(
                                        wording.key().apply(operation.key()),
                                        operation.value(),
                                        total,
                                        (operation.returnedNanos() - operation.calledNanos()) / 1e6,
                                        operation.who()));
            }
        });
        return result(begun);
    }

    private CheckResult books(CheckedTable table, String amount, DatabaseSide side, long expectedUnits)
            throws SQLException {
        long begun = time.monotonicNanos();
        try (Connection connection = side.open();
                Statement statement = connection.createStatement();
                ResultSet sums = statement.executeQuery("select " + table.quotedUnit(statement) + ", sum("
                        + statement.enquoteIdentifier(amount, true) + ") from " + table.quotedName(statement)
                        + " group by 1 order by 1")) {
            while (sums.next()) {
                String unit = "" + sums.getString(1);
                BigDecimal sum = sums.getBigDecimal(2);
                units.add(unit);
                judge(
                        BigDecimal.valueOf(total).equals(sum),
                        "unit " + unit + ": total " + sum + " in " + side + ", which is always " + total);
            }
        }
        if (units.size() != expectedUnits) {
            judge(false, side + " has the books of " + units.size() + " units, expected " + expectedUnits);
        }
        return result(begun);
    }

    private void judge(boolean right, String otherwise) {
        readings = readings + 1;
        if (!right) {
            violations = violations + 1;
            if (texts.size() < TEXTS_MAX) {
                texts.add(otherwise);
            }
        }
    }

    private CheckResult result(long begun) {
        return new CheckResult(readings, units.size(), violations, texts, time.since(begun));
    }
}
