package dev.godwit.bench.measure;

import dev.godwit.bench.baseline.Commits;
import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * How many small units move in a second when nobody writes, each copied, verified, and cut over. The baseline copies the
 * same units one by one with COPY, and neither verifies nor cuts over.
 */
final class SmallUnitsCase implements BenchCase {
    private static final int ROWS_OF_UNIT = 20;
    private static final double UNITS_PER_SECOND_GOAL = 500;
    private static final double P99_MILLIS_MAX = 75;

    @Override
    public String name() {
        return "small-units";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        // Whichever came first would be slower, for nothing is compiled yet.
        moved(laboratory, laboratory.scale(200, 1_000));
        Moved moved = moved(laboratory, laboratory.scale(600, 4_000));
        return List.of(
                new Figure(
                        "small units",
                        moved.unitsPerSecond(),
                        "units/s",
                        "one COPY per unit",
                        moved.copiesPerSecond(),
                        moved.unitsPerSecond() / UNITS_PER_SECOND_GOAL,
                        1,
                        0.1),
                Figure.limit(
                        "their cutover pause p99, nobody writes",
                        moved.p99Millis(),
                        "ms",
                        Commits.OF_A_CUTOVER + " commits meanwhile",
                        moved.commitsMillis(),
                        P99_MILLIS_MAX,
                        0.1));
    }

    /** What moving units has shown. */
    private record Moved(double unitsPerSecond, double copiesPerSecond, double p99Millis, double commitsMillis) {}

    private static Moved moved(Laboratory laboratory, int units) throws Exception {
        Pair pair = laboratory.pair();
        NoteLayout layout = new NoteLayout(units, ROWS_OF_UNIT);
        try (Connection legacy = pair.connectLegacy()) {
            FirstNotes.load(legacy, Ledger.open(pair.folder().resolve("record"), layout));
        }
        double baseline = copiesPerSecond(pair, layout);
        try (Move move = Move.prepare(pair, true)) {
            Commits commits = Commits.start(pair::connectNew, Commits.OF_A_CUTOVER);
            long begun = System.nanoTime();
            move.begin();
            long end = move.await(status -> status.unitsMoved() == layout.accounts());
            return new Moved(
                    layout.accounts() * 1e9 / (end - begun),
                    baseline,
                    move.status().cutovers().p99Millis(),
                    commits.end().p50());
        }
    }

    private static double copiesPerSecond(Pair pair, NoteLayout layout) throws SQLException {
        try (Connection legacy = pair.connectLegacy();
                Connection target = pair.connectNew();
                Statement statement = target.createStatement()) {
            long begun = System.nanoTime();
            for (int account = 0; account < layout.accounts(); account++) {
                CopyOut out = legacy.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (select * from notes where account = '" + layout.account(account)
                                + "') to stdout (format binary)");
                CopyIn in =
                        target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy notes from stdin (format binary)");
                for (byte[] part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
                    in.writeToCopy(part, 0, part.length);
                }
                in.endCopy();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("truncate notes");
            return layout.accounts() / seconds;
        }
    }
}
