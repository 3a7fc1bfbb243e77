package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a hot key costs its store: 64 clients read one note again and again, and share their reads. The baseline is the same
 * with a read for each of them.
 */
final class SharedReadsCase implements BenchCase {
    private static final int CLIENTS = 64;
    private static final double PERCENT_MAX = 5;
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "shared-reads";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Pair pair = laboratory.pair();
        NoteLayout layout = new NoteLayout(10, 10);
        Ledger ledger = Ledger.open(pair.folder().resolve("record"), layout);
        try (Connection legacy = pair.connectLegacy()) {
            FirstNotes.load(legacy, ledger);
        }
        Duration length = Duration.ofMillis(laboratory.scale(500, 3_000));
        try (Move move = Move.prepare(pair, true);
                ControlPlaneConnection connection = ControlPlaneConnection.to(URI.create(move.url()));
                Clients apart = Clients.of(
                        pair, connection, layout, RouterSettings.defaults().withoutSharedReads());
                Clients together = Clients.of(pair, connection, layout, RouterSettings.defaults())) {
            // Both are warm then, and the store is.
            together.read(length);
            Reads alone = apart.read(length);
            Reads shared = together.read(length);
            return List.of(
                    Figure.limit(
                            "reads of the store for 100 reads of one key by " + CLIENTS + " clients who share them",
                            shared.ofStorePer100(),
                            "",
                            "without",
                            alone.ofStorePer100(),
                            PERCENT_MAX,
                            0.5),
                    Figure.rate(
                            "answers per second then",
                            shared.answers() / length.toMillis() * 1e3,
                            "",
                            "without",
                            alone.answers() / length.toMillis() * 1e3,
                            1,
                            0.5));
        }
    }

    /** What clients were answered, and what it cost. */
    private record Reads(double answers, double ofStore) {
        double ofStorePer100() {
            return 100 * ofStore / answers;
        }
    }

    /** The clients of one router. */
    private static final class Clients implements AutoCloseable {
        private final ApplicationStore<Connection> legacy;
        private final ApplicationStore<Connection> target;
        private final Router<Connection> router;
        private final UnitId account;
        private final long note;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final LongAdder ofStore = new LongAdder();

        private Clients(Pair pair, ControlPlaneConnection connection, NoteLayout layout, RouterSettings settings) {
            legacy = SqlStores.openForApplication(NotesKeyspace.KEYSPACE, pair.legacy(FirstNotes.APPLICATION));
            target = SqlStores.openForApplication(NotesKeyspace.KEYSPACE, pair.target(FirstNotes.APPLICATION));
            router = Router.connect(
                    new HttpControlPlane(connection),
                    NotesKeyspace.KEYSPACE.name(),
                    List.of(legacy, target),
                    settings.withInitialHome(legacy.name()));
            account = UnitId.of(layout.account(0));
            note = 0;
        }

        static Clients of(Pair pair, ControlPlaneConnection connection, NoteLayout layout, RouterSettings settings)
                throws InterruptedException {
            Clients clients = new Clients(pair, connection, layout, settings);
            if (!clients.router.awaitLease(LEASE_PATIENCE)) {
                clients.close();
                throw new IllegalStateException("the router got no lease");
            }
            return clients;
        }

        Reads read(Duration length) throws InterruptedException, ExecutionException {
            ofStore.reset();
            long end = System.nanoTime() + length.toNanos();
            List<Future<Long>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(threads.submit(() -> answersUntil(end)));
            }
            long answers = 0;
            for (Future<Long> client : clients) {
                answers += client.get();
            }
            return new Reads(answers, ofStore.sum());
        }

        private long answersUntil(long end) throws SQLException {
            long answers = 0;
            while (System.nanoTime() < end) {
                router.readShared(account, note, this::version);
                answers++;
            }
            return answers;
        }

        private long version(Connection connection) throws SQLException {
            ofStore.increment();
            try (PreparedStatement select = connection.prepareStatement("select version from notes where id = ?")) {
                select.setLong(1, note);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0;
                }
            }
        }

        @Override
        public void close() {
            threads.close();
            router.close();
            legacy.close();
            target.close();
        }
    }
}
