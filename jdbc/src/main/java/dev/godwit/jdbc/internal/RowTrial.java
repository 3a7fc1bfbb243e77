package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowTrials.Refusal;
import dev.godwit.core.RowTrials.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inserts rows into a temporary table that has the columns and constraints of the real one, each by itself, and asks why
 * it was refused. Whoever gives the connection rolls back. Not thread-safe.
 */
final class RowTrial {
    private static final int BATCH = 1_000;
    private static final List<String> PREPARATION = List.of(
            "set local statement_timeout = '10s'",
            "set local client_min_messages = warning",
            "create temp table godwit_trial_rows (number int, texts text[])");

    private final Connection connection;
    private final RowShape shape;
    private final TableColumns columns;
    private final CatalogReader catalog;

    RowTrial(Connection connection, RowShape shape, TableColumns columns) {
        this.connection = connection;
        this.shape = shape;
        this.columns = columns;
        this.catalog = new CatalogReader(connection);
    }

    List<Refusal> refusals(List<Row> rows) throws SQLException {
        Statements.run(connection, PREPARATION);
        Statements.run(
                connection,
                List.of(
                        "create temp table godwit_trial (like " + columns.table()
                                + " including constraints including indexes including generated)",
                        "create temp table godwit_trial_loose as select " + names() + " from " + columns.table()
                                + " limit 0"));
        Statements.run(connection, columnsThatDoNotTravel());
        Statements.run(connection, List.of(function()));
        fill(rows);
        return catalog.rows(
                "with tried as materialized (select number, pg_temp.godwit_try(texts) as answer from"
                        + " pg_temp.godwit_trial_rows order by number) select answer[1], answer[2], answer[3], count(*),"
                        + " min(number) from tried where answer is not null group by 1, 2, 3 order by 5",
                row -> refusal(row, rows));
    }

    /** They get their values when the row arrives, or preflight has said that they can't. */
    private List<String> columnsThatDoNotTravel() throws SQLException {
        List<String> travelling = shape.columns().stream().map(columns::named).toList();
        return catalog
                .texts(
                        "select attname from pg_attribute where attrelid = 'pg_temp.godwit_trial'::regclass and attnum > 0"
                                + " and not attisdropped and attnotnull and attgenerated = ''")
                .stream()
                .map(Identifiers::quote)
                .filter(column -> !travelling.contains(column))
                .map(column -> "alter table pg_temp.godwit_trial alter column " + column + " drop not null")
                .toList();
    }

    private String function() {
        String values =
                IntStream.range(0, shape.columns().size()).mapToObj(this::value).collect(Collectors.joining(", "));
        String which = IntStream.range(0, shape.columns().size())
                .mapToObj(i -> "begin insert into pg_temp.godwit_trial_loose (" + name(i) + ") select " + value(i)
                        + "; exception when others then return array[state, '', "
                        + Identifiers.literal(shape.columns().get(i).name()) + "]; end;")
                .collect(Collectors.joining("\n"));
        return "create function pg_temp.godwit_try(texts text[]) returns text[] language plpgsql as "
                + Identifiers.literal("""
                        declare state text; rule text; which text;
                        begin
                          insert into pg_temp.godwit_trial (%s) overriding system value select %s;
                          return null;
                        exception when others then
                          get stacked diagnostics state = returned_sqlstate, rule = constraint_name, which = column_name;
                          if starts_with(state, '22') then
                            %s
                          end if;
                          return array[state, rule, which];
                        end
                        """.formatted(names(), values, which));
    }

    private String value(int column) {
        return "texts[" + (column + 1) + "]::"
                + TravellingColumns.typeOf(shape, shape.columns().get(column).name());
    }

    private String names() {
        return new TravellingColumns(shape, columns).names();
    }

    private String name(int column) {
        return columns.named(shape.columns().get(column));
    }

    private void fill(List<Row> rows) throws SQLException {
        try (PreparedStatement insertion =
                connection.prepareStatement("insert into pg_temp.godwit_trial_rows values (?, ?)")) {
            for (int i = 0; i < rows.size(); i++) {
                insertion.setInt(1, i);
                insertion.setArray(
                        2, connection.createArrayOf("text", rows.get(i).values().toArray()));
                insertion.addBatch();
                if ((i + 1) % BATCH == 0) {
                    insertion.executeBatch();
                }
            }
            insertion.executeBatch();
        }
    }

    private Refusal refusal(ResultSet row, List<Row> rows) throws SQLException {
        Key example = rows.get(row.getInt(5)).key();
        return new Refusal(reason(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4), example);
    }

    private String reason(String state, String rule, String column) throws SQLException {
        return switch (state) {
            case "22001" -> "a text is too long for column " + column;
            case "22003" -> "a number is out of range for column " + column;
            case "22P02" -> "a value of column " + column + " is none of its type";
            case "23502" -> "column " + column + " takes no NULL";
            case "23514" -> "constraint " + rule;
            case "23505" -> "another sampled row has the same " + String.join(", ", uniqueColumns(rule));
            default -> (column.isEmpty() ? "" : "column " + column + ": ") + "SQLSTATE " + state;
        };
    }

    /** The copy of an index has another name. */
    private List<String> uniqueColumns(String index) throws SQLException {
        return new ArrayList<>(catalog.texts(
                "select attname from pg_attribute where attrelid = to_regclass('pg_temp.' || quote_ident(?))"
                        + " order by attnum",
                index));
    }
}
