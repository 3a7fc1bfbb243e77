package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.core.Phase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** How fast one large unit is copied from a SQLite file to PostgreSQL, beside reading the file and COPY of what was read. */
final class SqliteCopyCase implements BenchCase {
    private static final int QUICK_ROWS = 200_000;
    private static final int FULL_ROWS = 1_000_000;
    private static final int BLOCK = 1 << 16;

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        long rows = laboratory.scale(QUICK_ROWS, FULL_ROWS);
        Pair databases = laboratory.pair();
        Pair pair = new Pair(
                "jdbc:sqlite:" + databases.folder().resolve("legacy.db"), databases.newUrl(), databases.folder());
        fill(pair, rows);
        double baseline = pipe(pair, rows);
        try (Move move = Move.prepare(pair, false)) {
            move.begin();
            move.await(status -> status.phases().getOrDefault(Phase.COPYING, 0L) > 0);
            long begun = System.nanoTime();
            long copied = move.await(status -> status.rowsCopied() >= rows);
            double copyRate = rows * 1e9 / (copied - begun);
            return List.of(
                    Figure.rate("copy from SQLite", copyRate, "rows/s", "the file read and COPY", baseline, 0.6, 0.25));
        }
    }

    /** Notes of 200 bytes of one account. */
    private static void fill(Pair pair, long rows) throws SQLException {
        try (Connection file = pair.connectLegacy();
                Statement statement = file.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table notes (id bigint primary key, account text not null, seat integer not null,"
                    + " version integer not null, title text not null, body text not null,"
                    + " changed_at timestamptz not null, stars bigint not null)");
            statement.execute("insert into notes with recursive numbers (n) as (select 1 union all select n + 1"
                    + " from numbers where n < " + rows + ") select n, 'account-00000', 0, 1, 'note ' || n,"
                    + " printf('%0200d', n), '2026-11-22 12:00:00+00', 0 from numbers");
            statement.execute("create index notes_by_account on notes (account, id)");
        }
    }

    /** Rows per second from file to table in one transaction. The target is empty again afterwards. */
    private static double pipe(Pair pair, long rows) throws SQLException {
        try (Connection file = pair.connectLegacy();
                Statement select = file.createStatement();
                Connection target = pair.connectNew();
                Statement statement = target.createStatement()) {
            long begun = System.nanoTime();
            CopyIn copy = target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy notes from stdin");
            StringBuilder lines = new StringBuilder();
            try (ResultSet notes = select.executeQuery("select * from notes order by id")) {
                int columns = notes.getMetaData().getColumnCount();
                while (notes.next()) {
                    for (int column = 1; column <= columns; column++) {
                        lines.append(notes.getString(column)).append(column == columns ? '\n' : '\t');
                    }
                    if (lines.length() > BLOCK) {
                        flush(copy, lines);
                    }
                }
            }
            flush(copy, lines);
            copy.endCopy();
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("truncate notes");
            return rows / seconds;
        }
    }

    private static void flush(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }
}
