package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.TupleText;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule.Bucketing;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a table says to which unit a row belongs, as parts of statements. */
sealed interface UnitColumns {
    /** The columns of the row itself that decide. */
    List<TypedColumn> columns();

    /**
     * The condition that a row of an alias belongs to the unit whose values are given.
     *
     * @param values SQL expressions for {@link #values(UnitId)}: parameters or literals
     */
    String condition(String alias, List<String> values);

    /** How many values a unit has in a condition. */
    int size();

    /**
     * The values of a unit, as text.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_UNIT} when no row of the table could have this unit
     */
    List<String> values(UnitId unit);

    /** The unit of a row, as text; NULL when it has none. */
    String text(String alias);

    /** What a {@code from} clause joins for {@link #joinedText}. */
    default String joins(String alias) {
        return "";
    }

    /** As {@link #text}, where {@link #joins} are joined. */
    default String joinedText(String alias) {
        return text(alias);
    }

    /** The condition on rows of alias {@code t}, with parameters. */
    default String condition() {
        return condition("t", IntStream.range(0, size()).mapToObj(i -> "?").toList());
    }

    /** The same for statements that can't take parameters. */
    default String condition(UnitId unit) {
        return condition("t", values(unit).stream().map(Identifiers::literal).toList());
    }

    /** The condition that a row of an alias has no unit. */
    default String missing(String alias) {
        return columns().isEmpty()
                ? "false"
                : columns().stream()
                        .map(column -> column.of(alias) + " is null")
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** Binds the parameters of {@link #condition()} and gives the index of the last one. */
    default int bind(PreparedStatement statement, int before, UnitId unit) throws SQLException {
        int last = before;
        for (String value : values(unit)) {
            statement.setString(++last, value);
        }
        return last;
    }

    /** The texts of one or more columns. */
    record Own(List<TypedColumn> columns) implements UnitColumns {
        public Own {
            columns = List.copyOf(columns);
        }

        @Override
        public String condition(String alias, List<String> values) {
            return IntStream.range(0, columns.size())
                    .mapToObj(i ->
                            columns.get(i).of(alias) + " = " + columns.get(i).cast(values.get(i)))
                    .collect(Collectors.joining(" and "));
        }

        @Override
        public int size() {
            return columns.size();
        }

        @Override
        public List<String> values(UnitId unit) {
            List<String> parts = Units.parts(unit, columns.size());
            for (int i = 0; i < parts.size(); i++) {
                columns.get(i).type().requireCanonical(parts.get(i));
            }
            return parts;
        }

        @Override
        public String text(String alias) {
            return Tuples.text(columns, alias);
        }
    }

    /** All rows of the table are one unit. */
    record Whole(UnitId unit) implements UnitColumns {
        @Override
        public List<TypedColumn> columns() {
            return List.of();
        }

        @Override
        public String condition(String alias, List<String> values) {
            return "true";
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public List<String> values(UnitId wanted) {
            if (!wanted.equals(unit)) {
                throw new GodwitException(
                        ErrorCode.INVALID_UNIT, "all rows belong to the unit " + unit + ", none to " + wanted);
            }
            return List.of();
        }

        @Override
        public String text(String alias) {
            return Identifiers.literal(unit.value()) + "::text";
        }
    }

    /** A number that follows from a column; an index on {@link #expression} serves. */
    record Bucket(TypedColumn column, Bucketing bucketing, int buckets) implements UnitColumns {
        @Override
        public List<TypedColumn> columns() {
            return List.of(column);
        }

        /** The number, as an expression. MD5 is taken of the bytes of the database's encoding, which is UTF-8. */
        String expression(String alias) {
            return switch (bucketing) {
                case HASH ->
                    "(('x' || substr(md5(" + column.text(alias) + "), 1, 8))::bit(32)::bigint % " + buckets + ")";
                case MODULO -> "((" + column.of(alias) + " % " + buckets + " + " + buckets + ") % " + buckets + ")";
            };
        }

        @Override
        public String condition(String alias, List<String> values) {
            return expression(alias) + " = " + values.getFirst() + "::integer";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> values(UnitId unit) {
            ColumnType.INTEGER.requireCanonical(unit.value());
            int number = Integer.parseInt(unit.value());
            if (number < 0 || number >= buckets) {
                throw new GodwitException(
                        ErrorCode.INVALID_UNIT, "unit '" + unit + "' is not one of the buckets 0 to " + (buckets - 1));
            }
            return List.of(unit.value());
        }

        @Override
        public String text(String alias) {
            return expression(alias) + "::text";
        }
    }

    /** The unit of the parent that the columns name. */
    record Through(List<TypedColumn> columns, TableColumns parent) implements UnitColumns {
        public Through {
            columns = List.copyOf(columns);
        }

        /** The condition that a row of one alias names that of another one. */
        String joined(String child, String parentAlias) {
            return IntStream.range(0, columns.size())
                    .mapToObj(i -> parent.key().columns().get(i).of(parentAlias) + " = "
                            + columns.get(i).of(child))
                    .collect(Collectors.joining(" and "));
        }

        @Override
        public String condition(String alias, List<String> values) {
            String above = alias + "p";
            return "exists (select from " + parent.table() + " " + above + " where " + joined(alias, above) + " and "
                    + parent.unit().condition(above, values) + ")";
        }

        @Override
        public int size() {
            return parent.unit().size();
        }

        @Override
        public List<String> values(UnitId unit) {
            return parent.unit().values(unit);
        }

        @Override
        public String text(String alias) {
            String above = alias + "p";
            return "(select " + parent.unit().text(above) + " from " + parent.table() + " " + above + " where "
                    + joined(alias, above) + ")";
        }

        @Override
        public String joins(String alias) {
            String above = alias + "p";
            return " left join " + parent.table() + " " + above + " on " + joined(alias, above)
                    + parent.unit().joins(above);
        }

        @Override
        public String joinedText(String alias) {
            return parent.unit().joinedText(alias + "p");
        }
    }

    /** Texts of units. */
    final class Units {
        private Units() {}

        static List<String> parts(UnitId unit, int count) {
            try {
                List<String> parts = TupleText.split(unit.value(), count);
                if (TupleText.join(parts).equals(unit.value())) {
                    return parts;
                }
                throw new IllegalArgumentException(unit + " has needless escapes");
            } catch (IllegalArgumentException e) {
                throw new GodwitException(
                        ErrorCode.INVALID_UNIT, "unit '" + unit + "' is not made of " + count + " columns", e);
            }
        }
    }
}
