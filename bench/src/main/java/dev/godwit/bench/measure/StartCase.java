package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long it takes from the beginning of a wave of 1,000 units until all of them are in flight. The first ones are moved
 * meanwhile. The baseline writes a row for each unit into each store, in one transaction each.
 */
final class StartCase implements BenchCase {
    private static final int UNITS = 1_000;
    private static final int ROWS_OF_UNIT = 2;
    private static final double SECONDS_MAX = 1;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Pair pair = laboratory.pair();
        NoteLayout layout = new NoteLayout(UNITS, ROWS_OF_UNIT);
        try (Connection legacy = pair.connectLegacy()) {
            FirstNotes.load(legacy, Ledger.open(pair.folder().resolve("record"), layout));
        }
        double baseline = secondsOfRows(pair);
        try (Move move = Move.prepare(pair, true)) {
            long begun = System.nanoTime();
            move.begin();
            double seconds = (move.await(StartCase::allInFlight) - begun) / 1e9;
            return List.of(Figure.limit(
                    "start of 1,000 units", seconds, "s", "a row for each in each store", baseline, SECONDS_MAX, 0.2));
        }
    }

    private static boolean allInFlight(MigrationStatus status) {
        long known =
                status.phases().values().stream().mapToLong(Long::longValue).sum();
        return known == UNITS && status.phases().getOrDefault(Phase.SETTLED, 0L) == 0;
    }

    private static double secondsOfRows(Pair pair) throws SQLException {
        try (Connection legacy = pair.connectLegacy();
                Connection target = pair.connectNew()) {
            prepare(legacy);
            prepare(target);
            long begun = System.nanoTime();
            insert(legacy);
            insert(target);
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table baseline (unit text primary key)");
        }
    }

    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into baseline select unnest(?::text[])")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            IntStream.range(0, UNITS).mapToObj(String::valueOf).toArray()));
            statement.executeUpdate();
        }
    }
}
