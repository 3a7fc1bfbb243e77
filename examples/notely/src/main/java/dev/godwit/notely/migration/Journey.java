package dev.godwit.notely.migration;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.EndState;
import dev.godwit.notely.migration.JourneyPlans.Leg;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the accounts from store to store, one leg after the other: each leg is a migration with a control plane of its own,
 * which answers at the same address as the one before. Thread-safe.
 */
public final class Journey implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journey.class);

    private static final String PREPARE = "prepare";
    private static final Duration PREPARED_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PREPARED_POLL = Duration.ofMillis(20);

    private final List<Leg> legs;
    private final JourneyPlans plans;
    private final ServerSettings settings;
    private final TimeSource time;
    private final Tasks tasks;
    private JourneyMark mark;
    private boolean closed;
    /** Replaced as a whole, under this object's lock; read without it. */
    private volatile Optional<Stretch> current = Optional.empty();

    /** A leg under way. */
    private record Stretch(Plan plan, GodwitServer server) {}

    private Journey(
            List<Leg> legs,
            JourneyPlans plans,
            ServerSettings settings,
            TimeSource time,
            Tasks tasks,
            JourneyMark mark) {
        this.time = time;
        this.legs = List.copyOf(legs);
        this.plans = plans;
        this.settings = settings;
        this.tasks = tasks;
        this.mark = mark;
    }

    /**
     * Goes on where the journey was, and returns when accounts can be sent on their way, or a little later if that takes
     * long because a store is down.
     *
     * @throws dev.godwit.core.ProblemsException with what preflight has found
     * @throws GodwitException when a store, the control store or the port can't be had
     * @throws IOException when it can't be found out how far the journey was
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public static Journey start(
            List<Leg> legs, JourneyPlans plans, ServerSettings settings, TimeSource time, Tasks tasks)
            throws IOException, InterruptedException {
        Journey journey = new Journey(legs, plans, settings, time, tasks, JourneyMark.read(settings.folder()));
        journey.begin();
        journey.awaitPrepared();
        return journey;
    }

    /** The migration that is under way; absent between two legs and after the last. */
    public Optional<Plan> plan() {
        return current.map(Stretch::plan);
    }

    /** What an operator can see and do about it. */
    public Optional<MigrationControl> control() {
        return current.map(stretch -> stretch.server().control());
    }

    /** Where a unit is; absent between two legs and after the last. */
    public Optional<Placement> placement(UnitId unit) {
        return current.map(stretch -> stretch.server()
                .controlPlane()
                .placement(stretch.plan().keyspace().name(), unit));
    }

    /** The store to which the last leg goes. */
    public StoreName destination() {
        return legs.getLast().target();
    }

    private synchronized void begin() {
        while (!closed && current.isEmpty() && mark.leg() < legs.size()) {
            Plan plan = plans.plan(legs.get(mark.leg()), mark.attempt());
            try {
                Stretch stretch = new Stretch(plan, GodwitServer.start(plan, settings));
                current = Optional.of(stretch);
                tasks.start("notely-journey", () -> awaitEnd(stretch));
            } catch (GodwitException e) {
                if (e.code() != ErrorCode.MIGRATION_EXISTS) {
                    throw e;
                }
                // It had ended when the process was stopped, just before that was written down here.
                advance(mark.nextLeg());
            }
        }
    }

    private void awaitPrepared() throws InterruptedException {
        long started = time.monotonicNanos();
        while (time.since(started).compareTo(PREPARED_PATIENCE) < 0
                && control()
                        .filter(control -> control.status().stage().equals(PREPARE))
                        .isPresent()) {
            time.sleep(PREPARED_POLL);
        }
    }

    private void awaitEnd(Stretch stretch) {
        try {
            EndState end = stretch.server().awaitEnd();
            LOG.info("migration {} has ended: {}", stretch.plan().migration(), end);
            switch (end) {
                case FINALIZED -> goOn(stretch, JourneyMark::nextLeg);
                case ABORTED -> goOn(stretch, JourneyMark::nextAttempt);
                case STOPPED, FAILED -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void goOn(Stretch ended, UnaryOperator<JourneyMark> change) {
        if (closed) {
            return;
        }
        JourneyMark next = change.apply(mark);
        advance(next);
        if (next.leg() < legs.size()) {
            ended.server().close();
            current = Optional.empty();
            beginOrTell();
        }
    }

    /** Nobody waits for this to return, so nobody would hear of what is thrown. */
    private void beginOrTell() {
        try {
            begin();
        } catch (GodwitException e) {
            LOG.error("the next migration can't begin; it is tried again when Notely starts: {}", e.describe());
        }
    }

    private void advance(JourneyMark next) {
        try {
            next.write(settings.folder());
        } catch (IOException e) {
            LOG.warn("how far the journey is could not be written down", e);
        }
        mark = next;
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.ifPresent(stretch -> stretch.server().close());
        current = Optional.empty();
    }
}
