package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long a page of units takes over HTTP, filtered by phase, wave and a text that few of a million names contain. The
 * baseline asks the control store the same in SQL.
 */
final class UnitListCase implements BenchCase {
    private static final int PAGE = 100;
    private static final int WARM_UP = 40;
    private static final int QUESTIONS = 2_000;
    /** Each takes a good part of a second. */
    private static final int QUESTIONS_IN_SQL = 100;

    private static final double MILLIS_MAX = 20;
    /** More than 500 questions in a second are refused. */
    private static final Duration REST = Duration.ofMillis(3);

    private static final WaveName EARLY = new WaveName("early");

    @Override
    public String name() {
        return "unit-list";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        int units = laboratory.scale(100_000, 1_000_000);
        Pair pair = laboratory.pair();
        // The units are those of a migration that rests, so that nothing but the questions is measured.
        Move.prepare(pair, true).close();
        try (Connection store = RestingUnits.controlStore(pair)) {
            RestingUnits.fill(store, units);
            double baseline = p99Millis(QUESTIONS_IN_SQL, number -> ask(store, text(number, units)));
            try (Move move = Move.prepare(pair, true);
                    ControlPlaneConnection connection = ControlPlaneConnection.to(URI.create(move.url()))) {
                HttpMigrationControl control = new HttpMigrationControl(connection);
                double millis = p99Millis(QUESTIONS, number -> ask(control, text(number, units)));
                return List.of(Figure.limit(
                        "a page of " + units + " units by phase, wave and text, p99",
                        millis,
                        "ms",
                        "the same in SQL",
                        baseline,
                        MILLIS_MAX,
                        0.2));
            }
        }
    }

    /** Asks for some units of which there is one, or none. */
    @FunctionalInterface
    private interface Question {
        void ask(int number) throws SQLException;
    }

    private static double p99Millis(int questions, Question question) throws SQLException, InterruptedException {
        long[] nanos = new long[questions];
        for (int number = -WARM_UP; number < questions; number++) {
            long begun = System.nanoTime();
            question.ask(number + WARM_UP);
            if (number >= 0) {
                nanos[number] = System.nanoTime() - begun;
            }
            Thread.sleep(REST);
        }
        Arrays.sort(nanos);
        return nanos[questions * 99 / 100] / 1e6;
    }

    /** A part of one name, spread over all of them. */
    private static String text(int number, int units) {
        return "-" + (number * 7_919L) % units + "-";
    }

    private static void ask(HttpMigrationControl control, String text) {
        List<UnitView> found = control.units(
                new UnitFilter(
                        Optional.of(Phase.SETTLED),
                        Optional.of(EARLY),
                        Optional.empty(),
                        text,
                        Optional.<UnitId>empty()),
                PAGE);
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " units are called " + text);
        }
    }

    private static void ask(Connection store, String text) throws SQLException {
        try (PreparedStatement statement = store.prepareStatement("select * from unit where migration = 'bench'"
                + " and phase = 'SETTLED' and wave = 'early' and unit like ? order by unit limit ?")) {
            statement.setString(1, "%" + text + "%");
            statement.setInt(2, PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString("unit");
                }
            }
        }
    }
}
