package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.core.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * How fast one large unit is copied while capture is on, beside PostgreSQL's own binary COPY from server to server; and
 * how fast it is verified, beside the copy.
 */
final class CopyCase implements BenchCase {
    private static final int QUICK_ROWS = 300_000;
    private static final int FULL_ROWS = 2_000_000;

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        long rows = laboratory.scale(QUICK_ROWS, FULL_ROWS);
        Pair pair = laboratory.pair();
        fill(pair, rows);
        double baseline = pipe(pair, rows);
        try (Move move = Move.prepare(pair, false)) {
            move.begin();
            move.await(status -> status.phases().getOrDefault(Phase.COPYING, 0L) > 0);
            long begun = System.nanoTime();
            long copied = move.await(status -> status.rowsCopied() >= rows);
            long verified = move.await(status -> status.phases().getOrDefault(Phase.SYNCED, 0L) > 0);
            double copyRate = rows * 1e9 / (copied - begun);
            double verifyRate = rows * 1e9 / (verified - copied);
            return List.of(
                    Figure.rate("copy", copyRate, "rows/s", "COPY binary to COPY binary", baseline, 0.6, 0.25),
                    Figure.rate("verify", verifyRate, "rows/s", "the copy", copyRate, 2, 0.8));
        }
    }

    /** Notes of 200 bytes of one account. */
    static void fill(Pair pair, long rows) throws SQLException {
        try (Connection legacy = pair.connectLegacy();
                PreparedStatement insert =
                        legacy.prepareStatement("insert into notes (id, account, seat, version, title, body)"
                                + " select n, 'account-00000', 0, 1, 'note ' || n, repeat(md5(n::text), 6) || '12345678'"
                                + " from generate_series(1, ?) n");
                Statement statement = legacy.createStatement()) {
            insert.setLong(1, rows);
            insert.executeUpdate();
            statement.execute("vacuum analyze notes");
            statement.execute("checkpoint");
        }
    }

    /** Rows per second from table to table in one transaction. The target is empty again afterwards. */
    private static double pipe(Pair pair, long rows) throws SQLException {
        try (Connection legacy = pair.connectLegacy();
                Connection target = pair.connectNew();
                Statement statement = target.createStatement()) {
            long begun = System.nanoTime();
            CopyManager reading = legacy.unwrap(PGConnection.class).getCopyAPI();
            CopyManager writing = target.unwrap(PGConnection.class).getCopyAPI();
            CopyOut out = reading.copyOut("copy (select * from notes order by id) to stdout (format binary)");
            CopyIn in = writing.copyIn("copy notes from stdin (format binary)");
            for (byte[] part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
                in.writeToCopy(part, 0, part.length);
            }
            in.endCopy();
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("truncate notes");
            return rows / seconds;
        }
    }
}
