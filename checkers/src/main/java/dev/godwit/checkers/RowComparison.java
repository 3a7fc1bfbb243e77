package dev.godwit.checkers;

import dev.godwit.checkers.internal.RowMerge;
import dev.godwit.core.TimeSource;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Compares a table in two databases, row by row and column by column, by plain JDBC over connections of its own. It reads
 * both in the order of the key, a few rows at a time. Texts are compared by their characters, and an empty text is not
 * NULL. Stateless.
 */
public final class RowComparison {
    private RowComparison() {}

    /**
     * Compares all rows. Nobody may write meanwhile, and nothing may be left to mirror.
     *
     * @param expected where the rows of a unit have to be
     * @return of all rows of both; its subjects are keys
     * @throws IllegalStateException when the tables can't be compared: other columns, a key twice, a key of another kind
     */
    public static CheckResult compare(
            CheckedTable table,
            DatabaseSide first,
            DatabaseSide second,
            Function<String, Whereabouts> expected,
            TimeSource time)
            throws SQLException {
        long begun = time.monotonicNanos();
        RowMerge merge = new RowMerge(first.name(), second.name(), expected);
        merge.run(table, first, second);
        return new CheckResult(merge.rows(), merge.keys(), merge.differences(), merge.texts(), time.since(begun));
    }
}
