package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says which keys of a refused chunk belong to other units, for that is what an operator has to look at. Thread-safe. */
final class KeysInTheWay {
    private static final int MAXIMUM_NAMED = 5;

    private final StoreTransactions transactions;

    KeysInTheWay(StoreTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Writes a chunk.
     *
     * @throws GodwitException with {@link ErrorCode#KEY_OWNED_BY_OTHER_UNIT} when that is why the chunk was refused
     */
    <T> T named(UnitId unit, TableColumns columns, Supplier<List<Key>> keys, Supplier<T> write) {
        try {
            return write.get();
        } catch (GodwitException e) {
            if (RefusedRow.uniqueConstraint(e).isEmpty()) {
                throw e;
            }
            List<Key> foreign = foreign(unit, columns, keys.get());
            if (foreign.isEmpty()) {
                throw e;
            }
            throw new GodwitException(
                    ErrorCode.KEY_OWNED_BY_OTHER_UNIT,
                    "table " + columns.table() + " has rows of other units with keys of unit " + unit + ": " + foreign,
                    e);
        }
    }

    private List<Key> foreign(UnitId unit, TableColumns columns, List<Key> keys) {
        String query = "select " + columns.key().text("t") + columns.from() + "where "
                + columns.key().among() + " and (" + columns.unit().condition() + ") is not true limit "
                + MAXIMUM_NAMED;
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                int next = columns.key().bindArrays(connection, statement, 0, keys);
                columns.unit().bind(statement, next, unit);
                ResultSet found = statement.executeQuery();
                List<Key> foreign = new ArrayList<>();
                while (found.next()) {
                    foreign.add(new Key(found.getString(1)));
                }
                return foreign;
            }
        });
    }
}
