package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.core.Keyspace;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.WaveName;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A move of all units of a pair of databases, by a server in this process. Not thread-safe. */
final class Move implements AutoCloseable {
    private static final WaveName WAVE = new WaveName("all");
    private static final long LOOK_EVERY_MILLIS = 25;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final GodwitServer server;

    private Move(GodwitServer server) {
        this.server = server;
    }

    /**
     * Prepares the stores; the units begin to move with {@link #begin}.
     *
     * @param cutOver whether they are cut over, or rest when they are copied and verified
     */
    static Move prepare(Pair pair, boolean cutOver) throws InterruptedException {
        return prepare(pair, NotesKeyspace.KEYSPACE, cutOver);
    }

    /** The same of other tables than those of the notes. */
    static Move prepare(Pair pair, Keyspace keyspace, boolean cutOver) throws InterruptedException {
        Plan plan = new Plan(
                keyspace,
                new MigrationName("bench"),
                Optional.empty(),
                List.of(pair.legacy(PostgresServer.OWNER), pair.target(PostgresServer.OWNER)),
                Laboratory.LEGACY,
                Laboratory.NEW,
                List.of(new Wave(WAVE, new Selection.All(), true)),
                new Cutover(Duration.ofMillis(250), !cutOver),
                Mismatch.STOP,
                Duration.ofDays(7),
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
        Move move = new Move(GodwitServer.start(plan, ServerSettings.in(pair.folder())));
        move.await(status -> status.waitsFor().stream().anyMatch(reason -> reason.contains("approve")));
        return move;
    }

    String url() {
        return server.url();
    }

    void begin() {
        server.control()
                .command(new Command(CommandKind.APPROVE, new Scope(Optional.of(WAVE), Optional.empty()), "", "bench"));
    }

    MigrationStatus status() {
        return server.control().status();
    }

    /** Waits for something, and says when it was there, in nanoseconds. */
    long await(Predicate<MigrationStatus> reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        MigrationStatus status = status();
        while (!reached.test(status)) {
            if (!status.attention().isEmpty() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the move does not go on: " + status);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            status = status();
        }
        return System.nanoTime();
    }

    @Override
    public void close() {
        server.close();
    }
}
