package dev.godwit.bench.measure;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.baseline.Commits;
import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.MigrationStatus.Pauses;
import java.net.URI;
import java.sql.Connection;
import java.util.List;

/**
 * How long writers of a unit of 50 rows are held by its cutover, while 8 users write and read without a rest. The
 * baseline is what no pause can be shorter than: five durable commits, one after the other, during the move.
 */
final class PauseCase implements BenchCase {
    private static final int ROWS_OF_UNIT = 50;
    private static final int USERS = 8;
    static final double P50_MILLIS_MAX = 15;
    private static final double P99_MILLIS_MAX = 75;

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Pair pair = laboratory.pair();
        NoteLayout layout = new NoteLayout(laboratory.scale(60, 400), ROWS_OF_UNIT);
        Ledger ledger = Ledger.open(pair.folder().resolve("record"), layout);
        try (Connection legacy = pair.connectLegacy()) {
            FirstNotes.load(legacy, ledger);
        }
        try (Move move = Move.prepare(pair, true);
                ControlPlaneConnection connection = ControlPlaneConnection.to(URI.create(move.url()));
                Application application = Application.connect(
                        "bench",
                        new HttpControlPlane(connection),
                        List.of(pair.legacy(FirstNotes.APPLICATION), pair.target(FirstNotes.APPLICATION)),
                        new Workload.Settings(0, 1, USERS, 0, 0, 1),
                        ledger)) {
            application.start();
            Commits commits = Commits.start(pair::connectNew, Commits.OF_A_CUTOVER);
            move.begin();
            move.await(status -> status.unitsMoved() == layout.accounts());
            double commitsMillis = commits.end().p50();
            application.end();
            requireRight(application.report(ApplicationReport.Kind.ENDED));
            Pauses pauses = move.status().cutovers();
            String baseline = Commits.OF_A_CUTOVER + " commits meanwhile";
            return List.of(
                    Figure.limit(
                            "cutover pause p50",
                            pauses.p50Millis(),
                            "ms",
                            baseline,
                            commitsMillis,
                            P50_MILLIS_MAX,
                            0.05),
                    Figure.limit(
                            "cutover pause p99",
                            pauses.p99Millis(),
                            "ms",
                            baseline,
                            commitsMillis,
                            P99_MILLIS_MAX,
                            0.15));
        }
    }

    private static void requireRight(ApplicationReport report) {
        if (report.misses() + report.errors() > 0) {
            throw new IllegalStateException("wrong answers " + report.missTexts() + ", errors " + report.errorTexts());
        }
    }
}
