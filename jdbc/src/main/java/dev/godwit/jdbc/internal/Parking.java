package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/**
 * The way out when rows of one batch exchange values of a unique constraint: before they are written, their own column is
 * set to NULL, in the same transaction. Never by a delete, which would cascade (pitfall U8). It only concerns rows that
 * the batch writes anyway, so that nothing is left parked. A constraint without a column that may be NULL can't be helped
 * this way. Thread-safe.
 */
final class Parking {
    private static final String COLUMN = """
            select a.attname
              from pg_index i
              join pg_class c on c.oid = i.indexrelid
              join pg_attribute a on a.attrelid = i.indrelid
               and a.attnum = any ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
             where i.indrelid = to_regclass(?) and c.relname = ? and not i.indnullsnotdistinct
               and not a.attnotnull and a.attname <> ?
             order by a.attnum limit 1
            """;

    private final StoreTransactions transactions;

    Parking(StoreTransactions transactions) {
        this.transactions = transactions;
    }

    /** The column that lets rows of a batch pass a refusal, if that is what was refused. */
    Optional<String> column(GodwitException refusal, TableColumns columns) {
        return RefusedRow.uniqueConstraint(refusal)
                .flatMap(constraint -> transactions.read(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(COLUMN)) {
                        statement.setString(1, columns.table());
                        statement.setString(2, constraint);
                        statement.setString(3, columns.unit().name());
                        ResultSet found = statement.executeQuery();
                        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
                    }
                }));
    }

    /** Parks the rows with the keys of the first parameter, of the unit of the second. */
    static String statement(String column, TableColumns columns) {
        return "update " + columns.table() + " t set " + Identifiers.quote(column) + " = null where "
                + columns.key().sql() + " = any(" + columns.key().arrayParameter() + ") and "
                + columns.unit().sql() + " = " + columns.unit().parameter();
    }
}
