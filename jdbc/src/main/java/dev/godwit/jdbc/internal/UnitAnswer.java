package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a query of the plan has answered: units, or an error that says why it names none. Stateless. */
public final class UnitAnswer {
    private UnitAnswer() {}

    /** A query with at most so many rows. */
    public static String limited(String query, int limit) {
        return "select * from (" + query + "\n) units limit " + limit;
    }

    /**
     * The units of an answer, each once, in its order.
     *
     * @throws GodwitException with {@link ErrorCode#WAVE_QUERY} when it has other columns than one, or a value is no unit
     */
    public static List<UnitId> read(StoreName store, ResultSet found) throws SQLException {
        int columns = found.getMetaData().getColumnCount();
        if (columns != 1) {
            throw refused(store, "it has " + columns + " columns, not one");
        }
        Set<UnitId> units = new LinkedHashSet<>();
        while (found.next()) {
            units.add(unit(store, found.getString(1)));
        }
        return List.copyOf(units);
    }

    /** What a failure of the query means: a database that refuses it blames the query. */
    public static GodwitException judged(GodwitException failure) {
        return failure.code() == ErrorCode.STORE_FAILED || failure.code() == ErrorCode.STORE_RIGHTS_MISSING
                ? new GodwitException(ErrorCode.WAVE_QUERY, String.valueOf(failure.getMessage()), failure)
                : failure;
    }

    private static UnitId unit(StoreName store, @Nullable String value) {
        if (value == null) {
            throw refused(store, "one of its values is NULL");
        }
        try {
            return UnitId.of(value);
        } catch (GodwitException e) {
            throw refused(store, String.valueOf(e.getMessage()));
        }
    }

    private static GodwitException refused(StoreName store, String why) {
        return new GodwitException(
                ErrorCode.WAVE_QUERY, "store " + store + ": the query's answer is no list of units: " + why);
    }
}
