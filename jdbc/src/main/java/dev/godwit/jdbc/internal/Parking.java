package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way out when rows of one batch exchange values of a unique constraint: before they are written, a column of theirs
 * is set to NULL or to a reserved value, in the same transaction. Never by a delete, which would cascade (pitfall U8). It
 * only concerns rows that the batch writes anyway, so that nobody sees anything parked. A constraint whose columns are
 * NOT NULL and of a type without reserved values can't be helped this way. Thread-safe.
 */
final class Parking {
    /** An index of expressions names no columns: those that it depends on stand in for them. */
    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, -1), not a.attnotnull and not i.indnullsnotdistinct
              from pg_index i
              join pg_class c on c.oid = i.indexrelid
              join pg_attribute a on a.attrelid = i.indrelid
               and (a.attnum = any ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
                    or 0 = any ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
                       and exists (select from pg_depend d
                                    where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                                      and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid
                                      and d.refobjsubid = a.attnum))
             where i.indrelid = to_regclass(?) and c.relname = ? and a.attname <> all (?)
               and a.attgenerated = '' and a.attidentity <> 'a'
             order by 3 desc, a.attnum
            """;

    /** A column and what it is set to; an expression over {@code r.n}, the number of the row in the batch. */
    record Place(String column, String value) {}

    private final StoreTransactions transactions;

    Parking(StoreTransactions transactions) {
        this.transactions = transactions;
    }

    /** Where rows of a batch may be parked so that they pass a refusal, if a unique constraint refused them. */
    Optional<Place> place(GodwitException refusal, TableColumns columns) {
        return RefusedRow.uniqueConstraint(refusal)
                .flatMap(constraint -> transactions.read(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
                        statement.setString(1, columns.table());
                        statement.setString(2, constraint);
                        statement.setArray(3, connection.createArrayOf("text", kept(columns)));
                        return first(statement.executeQuery());
                    }
                }));
    }

    private static Optional<Place> first(ResultSet columns) throws SQLException {
        while (columns.next()) {
            String column = columns.getString(1);
            Optional<String> value =
                    columns.getBoolean(3) ? Optional.of("null") : ReservedValues.of(columns.getString(2));
            if (value.isPresent()) {
                return Optional.of(new Place(column, value.get()));
            }
        }
        return Optional.empty();
    }

    /** The columns that say which row it is and whose. */
    private static String[] kept(TableColumns columns) {
        return Stream.concat(columns.key().columns().stream(), columns.unit().columns().stream())
                .map(TypedColumn::name)
                .toArray(String[]::new);
    }

    /** Parks the rows with the keys of the first parameters, of the unit of those behind them. */
    static String statement(Place place, TableColumns columns) {
        return "update " + columns.table() + " t set " + Identifiers.quote(place.column()) + " = " + place.value()
                + " from unnest(" + columns.key().arrays() + ") with ordinality as r("
                + columns.key().aliases() + ", n) where "
                + columns.key().equalToRow() + " and " + columns.unit().condition();
    }
}
