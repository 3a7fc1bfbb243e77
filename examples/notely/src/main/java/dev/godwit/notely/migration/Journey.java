package dev.godwit.notely.migration;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServedMigration;
import dev.godwit.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations of the note stores, all in one server: the one that takes all accounts out of the first store begins by
 * itself, any other when the first account asks for it. What was under way goes on after a restart. Thread-safe.
 */
public final class Journey implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journey.class);

    private static final KeyspaceName KEYSPACE = NotesKeyspace.KEYSPACE.name();
    private static final String PREPARE = "prepare";
    private static final Duration PREPARED_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PREPARED_POLL = Duration.ofMillis(20);

    private final JourneyPlans plans;
    private final GodwitServer server;
    private final TimeSource time;
    private final Tasks tasks;
    /** Held while migrations come and go. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean closed;

    private Journey(JourneyPlans plans, GodwitServer server, TimeSource time, Tasks tasks) {
        this.plans = plans;
        this.server = server;
        this.time = time;
        this.tasks = tasks;
    }

    /**
     * Goes on with what was under way, and returns when accounts can be sent on their way, or a little later if that takes
     * long because a store is down.
     *
     * @throws dev.godwit.core.ProblemsException with what preflight has found
     * @throws GodwitException when a store, the control store or the port can't be had
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public static Journey start(JourneyPlans plans, ServerSettings settings, TimeSource time, Tasks tasks)
            throws InterruptedException {
        Journey journey = new Journey(plans, GodwitServer.open(settings), time, tasks);
        boolean started = false;
        try {
            journey.resume();
            journey.awaitPrepared();
            started = true;
            return journey;
        } finally {
            if (!started) {
                journey.close();
            }
        }
    }

    /** The note stores in the order of the journey. */
    public List<StoreName> stores() {
        return plans.stores();
    }

    /** The migrations that are under way, in the order in which they came. */
    public List<ServedMigration> migrations() {
        return server.migrations();
    }

    /** The migration from one store to another, if one is under way. */
    public Optional<ServedMigration> between(StoreName source, StoreName target) {
        return migrations().stream()
                .filter(migration -> migration.plan().source().equals(source)
                        && migration.plan().target().equals(target))
                .findFirst();
    }

    /**
     * The migration from one store to another; begins it when none is under way.
     *
     * @throws GodwitException when it can't begin
     */
    public ServedMigration open(StoreName source, StoreName target) {
        lock.lock();
        try {
            return between(source, target).orElseGet(() -> begin(source, target));
        } finally {
            lock.unlock();
        }
    }

    /** Where all units are, in a question or two, however many there are. */
    public Places places() {
        List<Placement> placements = server.placements(KEYSPACE);
        return new Places(server.defaultHome(KEYSPACE).orElse(stores().getFirst()), placements);
    }

    /** Where a unit is. */
    public Placement placement(UnitId unit) {
        return server.controlPlane().placement(KEYSPACE, unit);
    }

    private void resume() {
        lock.lock();
        try {
            for (MigrationName name : server.unfinished(KEYSPACE)) {
                add(plans.named(name)
                        .orElseThrow(() -> new GodwitException(
                                ErrorCode.LEFTOVERS,
                                "migration " + name + " has not ended, and one of its stores is not among " + stores()
                                        + "; start with all of them, --shards 2")));
            }
            beginFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The migration of all, as long as the first store is where accounts are born. */
    private void beginFirst() {
        StoreName source = stores().get(0);
        StoreName target = stores().get(1);
        boolean left = server.defaultHome(KEYSPACE)
                .filter(home -> !home.equals(source))
                .isPresent();
        if (!left && between(source, target).isEmpty()) {
            begin(source, target);
        }
    }

    private ServedMigration begin(StoreName source, StoreName target) {
        int attempt = 1;
        while (true) {
            try {
                return add(plans.plan(source, target, attempt));
            } catch (GodwitException e) {
                if (e.code() != ErrorCode.MIGRATION_EXISTS) {
                    throw e;
                }
                attempt++;
            }
        }
    }

    private ServedMigration add(Plan plan) {
        ServedMigration migration = server.add(plan);
        tasks.start("notely-journey", () -> awaitEnd(migration));
        return migration;
    }

    private void awaitPrepared() throws InterruptedException {
        long started = time.monotonicNanos();
        while (time.since(started).compareTo(PREPARED_PATIENCE) < 0
                && migrations().stream()
                        .anyMatch(migration -> migration.status().stage().equals(PREPARE))) {
            time.sleep(PREPARED_POLL);
        }
    }

    private void awaitEnd(ServedMigration migration) {
        try {
            switch (migration.awaitEnd()) {
                case FINALIZED, ABORTED -> ended(migration);
                case STOPPED, FAILED -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody waits for this to return, so nobody would hear of what is thrown. */
    private void ended(ServedMigration migration) {
        LOG.info("migration {} has ended", migration.plan().migration());
        lock.lock();
        try {
            if (!closed) {
                migration.close();
                beginFirst();
            }
        } catch (GodwitException e) {
            LOG.error("the next migration can't begin; it is tried again when Notely starts: {}", e.describe());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            server.close();
        } finally {
            lock.unlock();
        }
    }
}
