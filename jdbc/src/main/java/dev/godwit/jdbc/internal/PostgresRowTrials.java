package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.ParentLink;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowTrials;
import dev.godwit.core.UnitRule;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Samples of tables in PostgreSQL; each statement is limited in time and in what it reads. Thread-safe. */
final class PostgresRowTrials implements RowTrials {
    private static final String LIMITED = "set local statement_timeout = '5s'";
    private static final int FETCH_ROWS = 200;
    private static final long CHARACTERS_MAX = 16_000_000;
    /** Blocks are not equally full. */
    private static final double MARGIN = 1.5;

    private final Keyspace keyspace;
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    PostgresRowTrials(Keyspace keyspace, TableCatalog catalog, StoreTransactions transactions) {
        this.keyspace = keyspace;
        this.catalog = catalog;
        this.transactions = transactions;
    }

    @Override
    public Optional<Sample> sample(RowShape shape, int limit) {
        return catalog.with(
                shape.entity(),
                columns -> transactions.read(connection -> {
                    Statements.run(connection, List.of(LIMITED));
                    String from = columns.from() + part(connection, columns, limit);
                    List<Row> rows = rows(connection, shape, columns, from, limit);
                    boolean complete =
                            !from.contains("tablesample") && rows.size() < limit && characters(rows) < CHARACTERS_MAX;
                    List<Stray> strays = new ArrayList<>();
                    for (ParentLink link : shape.parents()) {
                        strays.addAll(strays(connection, shape.entity(), columns, link, from, limit));
                    }
                    return Optional.of(new Sample(rows, complete, strays));
                }));
    }

    @Override
    public List<Refusal> tryOut(RowShape shape, List<Row> rows) {
        return rows.isEmpty()
                ? List.of()
                : catalog.with(
                        shape.entity(),
                        columns -> transactions.read(
                                connection -> new RowTrial(connection, shape, columns).refusals(rows)));
    }

    /** A part of a large table: blocks from all over it. */
    private static String part(Connection connection, TableColumns columns, int limit) throws SQLException {
        long rows = new CatalogReader(connection)
                .rows(
                        "select greatest(reltuples, 0)::bigint from pg_class where oid = to_regclass(?)",
                        row -> row.getLong(1),
                        columns.table())
                .getFirst();
        double percent = MARGIN * 100 * limit / Math.max(1, rows);
        return rows == 0 || percent >= 100
                ? ""
                : String.format(Locale.ROOT, "tablesample system (%.6f) repeatable (1) ", percent);
    }

    private static List<Row> rows(Connection connection, RowShape shape, TableColumns columns, String from, int limit)
            throws SQLException {
        String query = "select " + StatementStatistics.OWN + columns.key().text("t") + ", "
                + columns.unit().joinedText("t") + ", array["
                + new TravellingColumns(shape, columns).castToText() + "]" + from
                + columns.unit().joins("t") + " limit " + limit;
        List<Row> rows = new ArrayList<>();
        long characters = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet result = statement.executeQuery(query)) {
                while (characters < CHARACTERS_MAX && result.next()) {
                    Row row = row(result);
                    rows.add(row);
                    characters += row.size();
                }
            }
        }
        return rows;
    }

    private static long characters(List<Row> rows) {
        return rows.stream().mapToLong(Row::size).sum();
    }

    private static Row row(ResultSet result) throws SQLException {
        Array values = result.getArray(3);
        List<@Nullable String> texts = Arrays.asList((@Nullable String[]) values.getArray());
        return new Row(new Key(result.getString(1)), Optional.ofNullable(result.getString(2)), texts);
    }

    private List<Stray> strays(
            Connection connection, Entity child, TableColumns columns, ParentLink link, String from, int limit)
            throws SQLException {
        Entity parent = keyspace.entity(link.parent());
        TableColumns parents = catalog.columns(connection, parent);
        String pointers = IntStream.range(0, link.columns().size())
                .mapToObj(i -> "t." + columns.named(link.columns().get(i)) + " as f" + i)
                .collect(Collectors.joining(", "));
        String points = IntStream.range(0, link.columns().size())
                .mapToObj(i -> "f" + i + " is not null")
                .collect(Collectors.joining(" and "));
        String same = IntStream.range(0, link.columns().size())
                .mapToObj(i -> parents.key().columns().get(i).of("p") + " = f" + i)
                .collect(Collectors.joining(" and "));
        boolean apart = !(parent.unit() instanceof UnitRule.Whole) && !(child.unit() instanceof UnitRule.Whole);
        String query = "select " + StatementStatistics.OWN
                + " missing, count(*), min(key) from (select s.key, p.found is null as missing, p.unit, s.unit"
                + " as own from (select " + columns.key().text("t") + " as key, "
                + columns.unit().text("t")
                + " as unit, " + pointers + from + "limit " + limit + ") s left join lateral (select true as found, "
                + parents.unit().text("p") + " as unit from " + parents.table() + " p where " + same
                + ") p on true where s.unit is not null and " + points + ") x where missing"
                + (apart ? " or unit is distinct from own" : "") + " group by missing order by missing desc";
        return new CatalogReader(connection)
                .rows(
                        query,
                        row -> new Stray(link.parent(), row.getBoolean(1), row.getLong(2), new Key(row.getString(3))));
    }
}
