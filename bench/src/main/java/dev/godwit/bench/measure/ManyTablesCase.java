package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * How many units of 100 rows move in a second when they are spread over five tables, three of which point to others, beside
 * the same number of rows in one table. Nobody writes; each unit is copied, verified, and cut over.
 */
final class ManyTablesCase implements BenchCase {
    private static final int ROWS_OF_UNIT = 100;
    private static final double GOAL = 0.5;
    private static final double FLOOR = 0.1;
    private static final String COLUMNS = "id bigint primary key, account text not null, body text not null";
    private static final Table ALL = new Table("entry", "");
    private static final List<Table> SCHEMA = List.of(
            new Table("customer", ""),
            new Table("purchase", "customer"),
            new Table("purchase_line", "purchase"),
            new Table("payment", "purchase"),
            new Table("remark", ""));

    /** @param parent the table that rows of the same number are in, or empty */
    private record Table(String name, String parent) {
        List<String> made() {
            String reference = parent.isEmpty() ? "" : ", parent bigint not null references " + parent;
            return List.of(
                    "create table " + name + " (" + COLUMNS + reference + ")",
                    "create index on " + name + " (account, id)");
        }

        List<String> filled(int units, int rows) {
            return List.of(
                    "insert into " + name + " select id, 'account-' || (id - 1) / " + rows + ", repeat('x', 100)"
                            + (parent.isEmpty() ? "" : ", id") + " from generate_series(1, " + (long) units * rows
                            + ") id",
                    "analyze " + name);
        }

        Entity entity() {
            return Entity.of(new EntityName(name), name, "id", "account");
        }
    }

    @Override
    public String name() {
        return "many-tables";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        int units = laboratory.scale(150, 1_000);
        // Whichever came first would be slower, for nothing is compiled yet.
        unitsPerSecond(laboratory.pair(), SCHEMA, units / 3);
        double one = unitsPerSecond(laboratory.pair(), List.of(ALL), units);
        double five = unitsPerSecond(laboratory.pair(), SCHEMA, units);
        return List.of(Figure.rate(
                "units of 5 tables x 20 rows", five, "units/s", "units of 1 table x 100 rows", one, GOAL, FLOOR));
    }

    private static double unitsPerSecond(Pair pair, List<Table> tables, int units) throws Exception {
        make(pair, tables, units);
        Keyspace keyspace = new Keyspace(
                new KeyspaceName("shop"), tables.stream().map(Table::entity).toList());
        try (Move move = Move.prepare(pair, keyspace, true)) {
            long begun = System.nanoTime();
            move.begin();
            long end = move.await(status -> status.unitsMoved() == units);
            return units * 1e9 / (end - begun);
        }
    }

    private static void make(Pair pair, List<Table> tables, int units) throws SQLException {
        try (Connection legacy = pair.connectLegacy();
                Statement source = legacy.createStatement();
                Connection target = pair.connectNew();
                Statement mirror = target.createStatement()) {
            for (Table table : tables) {
                for (String sql : table.made()) {
                    source.execute(sql);
                    mirror.execute(sql);
                }
                for (String sql : table.filled(units, ROWS_OF_UNIT / tables.size())) {
                    source.execute(sql);
                }
            }
        }
    }
}
