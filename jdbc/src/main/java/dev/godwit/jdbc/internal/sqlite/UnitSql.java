package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.TupleText;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a row names its unit, in SQL. */
sealed interface UnitSql {
    /** The text of the unit of an alias's row; NULL when it has none. */
    String text(String alias);

    /** What is wrong with an alias's row so that its unit has no canonical text: a condition. */
    String unnamed(String alias);

    /** Whether an alias's row has no unit for want of a parent that may still come: a condition. */
    default String unknown(String alias) {
        return "0";
    }

    /** The alias's row is of a unit; takes {@link #values}. Written so that an index on the column is used. */
    String is(String alias);

    /** What {@link #is} takes. */
    List<Object> values(UnitId unit);

    /** The texts of one or more columns. */
    record Columns(List<KeyColumn> columns) implements UnitSql {
        @Override
        public String text(String alias) {
            return EntityTable.tuple(columns.stream().map(column -> column.text(alias)));
        }

        @Override
        public String unnamed(String alias) {
            return UnitSql.otherTypes(columns, alias);
        }

        /** Twice: once as the column's collation finds it in an index, once as it is. */
        @Override
        public String is(String alias) {
            return columns.stream()
                    .flatMap(column -> Stream.of(column.of(alias) + " = ?", column.of(alias) + " = ? collate binary"))
                    .collect(Collectors.joining(" and "));
        }

        @Override
        public List<Object> values(UnitId unit) {
            List<String> texts = TupleText.split(unit.value(), columns.size());
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                Object value = columns.get(i).value(texts.get(i));
                values.add(value);
                values.add(value);
            }
            return values;
        }
    }

    /** Every row is of the same unit. */
    record Whole(UnitId only) implements UnitSql {
        @Override
        public String text(String alias) {
            return StoreObjects.literal(only.value());
        }

        @Override
        public String unnamed(String alias) {
            return "0";
        }

        @Override
        public String is(String alias) {
            return "? = " + StoreObjects.literal(only.value());
        }

        @Override
        public List<Object> values(UnitId unit) {
            return List.of(unit.value());
        }
    }

    /** A whole number modulo the number of buckets, never negative. */
    record Modulo(KeyColumn column, int buckets) implements UnitSql {
        @Override
        public String text(String alias) {
            return "cast(" + bucket(alias) + " as text)";
        }

        @Override
        public String unnamed(String alias) {
            return UnitSql.otherTypes(List.of(column), alias);
        }

        @Override
        public String is(String alias) {
            return bucket(alias) + " = ?";
        }

        @Override
        public List<Object> values(UnitId unit) {
            return List.of(new KeyColumn(column.name(), true, "BINARY").value(unit.value()));
        }

        private String bucket(String alias) {
            return "((" + column.of(alias) + " % " + buckets + ") + " + buckets + ") % " + buckets;
        }
    }

    /** The unit of the row's parent. */
    record Through(List<KeyColumn> columns, EntityTable parent) implements UnitSql {
        @Override
        public String text(String alias) {
            return "(select " + parent.unit().text(inner(alias)) + parents(alias) + ")";
        }

        /** A row without a parent has no unit, whatever it names. */
        @Override
        public String unnamed(String alias) {
            return "0";
        }

        @Override
        public String unknown(String alias) {
            String named = columns.stream()
                    .map(column -> column.of(alias) + " is not null")
                    .collect(Collectors.joining(" and "));
            return named + " and not exists (select 1" + parents(alias) + ")";
        }

        @Override
        public String is(String alias) {
            return "exists (select 1" + parents(alias) + " and " + parent.unit().is(inner(alias)) + ")";
        }

        @Override
        public List<Object> values(UnitId unit) {
            return parent.unit().values(unit);
        }

        private static String inner(String alias) {
            return "of_" + alias;
        }

        private String parents(String alias) {
            StringBuilder sql = new StringBuilder(" from " + parent.table() + " as " + inner(alias) + " where ");
            for (int i = 0; i < columns.size(); i++) {
                sql.append(i == 0 ? "" : " and ")
                        .append(parent.key().get(i).of(inner(alias)))
                        .append(" = ")
                        .append(columns.get(i).of(alias));
            }
            return sql.toString();
        }
    }

    private static String otherTypes(List<KeyColumn> columns, String alias) {
        return columns.stream()
                .map(column -> "typeof(" + column.of(alias) + ") not in (" + column.storageClass() + ", 'null')")
                .collect(Collectors.joining(" or "));
    }
}
