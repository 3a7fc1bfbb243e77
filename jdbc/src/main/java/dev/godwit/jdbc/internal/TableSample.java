package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What only the rows of a table can tell, asked for a limited time. An answer that does not come in time counts as the
 * bad one; where row security hides rows nothing is claimed of them, for that alone stops a move.
 */
record TableSample(StoreTransactions transactions, TableColumns columns, TableFacts table) {
    private static final String LIMITED = "set local statement_timeout = '5s'";

    /** The table's facts with those of its rows. */
    TableFacts add() {
        return new TableFacts(
                table.name(),
                table.path(),
                table.kind(),
                table.unlogged(),
                table.partOfInheritance(),
                table.rowSecurityApplies(),
                table.columns(),
                table.primaryKey(),
                table.indexes(),
                table.userTriggers(),
                table.triggerKept(),
                table.rules(),
                table.foreignKeys(),
                table.exclusionConstraints(),
                table.subscriptions(),
                table.missingRights(),
                table.rowSecurityApplies() ? 0 : rowsWithoutUnit(),
                table.rowSecurityApplies() ? Optional.empty() : sampleUnit(),
                table.estimatedRows());
    }

    private long rowsWithoutUnit() {
        boolean possible = columns.unit().columns().stream()
                .anyMatch(column -> table.column(column.name()).orElseThrow().nullable());
        String some = "select " + StatementStatistics.OWN + " 1" + columns.from() + "where "
                + columns.unit().missing("t") + " limit " + TableFacts.ROWS_WITHOUT_UNIT_MAX;
        return possible
                ? limited(
                        connection -> new CatalogReader(connection)
                                .rows("select count(*) from (" + some + ") found", row -> row.getLong(1))
                                .getFirst(),
                        TableFacts.ROWS_WITHOUT_UNIT_MAX)
                : 0;
    }

    private Optional<UnitId> sampleUnit() {
        return limited(
                connection -> {
                    List<String> units = new CatalogReader(connection)
                            .texts("select " + StatementStatistics.OWN
                                    + columns.unit().text("t") + columns.from() + "where not "
                                    + columns.unit().missing("t") + " limit 1");
                    return units.stream()
                            .filter(Objects::nonNull)
                            .filter(Predicate.not(String::isEmpty))
                            .findFirst()
                            .map(UnitId::of);
                },
                Optional.empty());
    }

    private <T> T limited(StoreTransactions.Work<T> question, T otherwise) {
        try {
            return transactions.read(connection -> {
                limit(connection);
                return question.run(connection);
            });
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.STORE_STATEMENT_TIMEOUT) {
                return otherwise;
            }
            throw e;
        }
    }

    private static void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITED);
        }
    }
}
