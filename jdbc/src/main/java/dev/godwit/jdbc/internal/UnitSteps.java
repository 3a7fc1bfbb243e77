package dev.godwit.jdbc.internal;

import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The units that have rows of an entity, in order. It goes from one unit to the next along the index on the unit columns,
 * so its cost grows with the units and not with their rows; buckets are looked for one after the other.
 */
final class UnitSteps {
    private UnitSteps() {}

    /**
     * Reads units.
     *
     * @param after the unit before the first one
     * @param condition on {@code found.unit}, the text of a unit
     */
    static List<UnitId> read(
            Connection connection, TableColumns columns, Optional<UnitId> after, String condition, int limit)
            throws SQLException {
        String query = "select found.unit from (" + query(columns, after.isPresent()) + ") found where " + condition
                + " limit ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            int next = 0;
            if (after.isPresent()) {
                next = bind(statement, columns.unit(), after.get());
            }
            statement.setInt(++next, limit);
            List<UnitId> units = new ArrayList<>();
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                units.add(UnitId.of(found.getString(1)));
            }
            return units;
        }
    }

    private static int bind(PreparedStatement statement, UnitColumns unit, UnitId after) throws SQLException {
        return switch (unit) {
            case UnitColumns.Own own -> own.bind(statement, 0, after);
            case UnitColumns.Bucket bucket -> bucket.bind(statement, 0, after);
            case UnitColumns.Through through -> bind(statement, through.parent().unit(), after);
            case UnitColumns.Whole whole -> {
                statement.setString(1, after.value());
                yield 1;
            }
        };
    }

    /** Of rows that reach their unit through a parent, the units of the parents that have such rows. */
    private static String query(TableColumns columns, boolean after) {
        TableColumns root = columns.root();
        return switch (root.unit()) {
            case UnitColumns.Own own ->
                steps(root, own.columns(), after)
                        + " where "
                        + hasRows(
                                columns,
                                own.columns().stream()
                                        .map(column -> column.of("step"))
                                        .toList());
            case UnitColumns.Bucket bucket ->
                "select bucket::text as unit from generate_series(" + (after ? "?::integer + 1" : "0") + ", "
                        + (bucket.buckets() - 1) + ") bucket where exists (select" + root.from() + "where "
                        + bucket.expression("t") + " = bucket) and " + hasRows(columns, List.of("bucket"))
                        + " order by bucket";
            case UnitColumns.Whole whole ->
                "select " + whole.text("t") + " as unit where exists (select" + root.from() + ")"
                        + (after ? " and " + whole.text("t") + " > ?" : "") + " and " + hasRows(columns, List.of());
            case UnitColumns.Through through -> throw new IllegalArgumentException("not a root: " + through);
        };
    }

    private static String hasRows(TableColumns columns, List<String> unit) {
        return columns.unit() instanceof UnitColumns.Through through
                ? "exists (select" + columns.from() + "where " + through.condition("t", unit) + ")"
                : "true";
    }

    private static String steps(TableColumns table, List<TypedColumn> unit, boolean after) {
        String columns = list(unit, column -> column.of("t"));
        String names = list(unit, column -> Identifiers.quote(column.name()));
        String present =
                unit.stream().map(column -> column.of("t") + " is not null").collect(Collectors.joining(" and "));
        String tuple = Tuples.row(unit, column -> column.of("t"));
        return "with recursive step (" + names + ") as ((select " + columns + table.from() + "where " + present
                + (after ? " and " + tuple + " > " + Tuples.row(unit, TypedColumn::parameter) : "")
                + " order by " + columns + " limit 1) union all select n.* from step cross join lateral (select "
                + columns + table.from() + "where " + present + " and " + tuple + " > "
                + Tuples.row(unit, column -> column.of("step")) + " order by " + columns + " limit 1) n) select "
                + Tuples.text(unit, "step") + " as unit from step";
    }

    private static String list(List<TypedColumn> columns, Function<TypedColumn, String> form) {
        return columns.stream().map(form).collect(Collectors.joining(", "));
    }
}
