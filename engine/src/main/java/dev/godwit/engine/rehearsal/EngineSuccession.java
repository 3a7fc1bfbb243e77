package dev.godwit.engine.rehearsal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.Engine;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.internal.lease.PresentControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine that dies now and then, and those that take over from it. Thread-safe. */
public final class EngineSuccession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSuccession.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Plan plan;
    private final Supplier<PlanStores> opening;
    private final EngineSettings settings;
    private final TimeSource time;
    private final Tasks tasks;
    private final Deaths deaths;
    private final Signal died;
    private final ControlPlane controlPlane = new PresentControlPlane(() -> engine().map(Engine::controlPlane));
    private final AtomicInteger number = new AtomicInteger();
    private final List<Tasks.Task> burials = new CopyOnWriteArrayList<>();
    private volatile Optional<MortalEngine> living = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private volatile Optional<Tasks.Task> heirs = Optional.empty();
    private volatile boolean closed;

    /** @param opening opens the stores of one engine, which are its own */
    public EngineSuccession(
            Plan plan,
            Supplier<PlanStores> opening,
            EngineSettings settings,
            TimeSource time,
            Tasks tasks,
            Deaths deaths) {
        this.plan = plan;
        this.opening = opening;
        this.settings = settings;
        this.time = time;
        this.tasks = tasks;
        this.deaths = deaths;
        this.died = time.signal();
    }

    /**
     * Starts the first engine.
     *
     * @throws dev.godwit.core.ProblemsException with what preflight has found
     */
    public void start() {
        living = Optional.of(next());
        heirs = Optional.of(tasks.start("godwit-rehearsal-heirs", this::succeed));
    }

    /** The control plane of whichever engine lives; refuses with {@code NOT_LEADING} between two of them. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /**
     * The engine that lives.
     *
     * @throws RuntimeException when none could take over
     */
    public Optional<Engine> engine() {
        failure.ifPresent(why -> {
            throw why;
        });
        return living.flatMap(MortalEngine::engine);
    }

    private MortalEngine next() {
        EngineSettings own = new EngineSettings(
                settings.server() + "-" + number.incrementAndGet(),
                settings.controlStoreUrl(),
                settings.controlStoreUser(),
                settings.controlStorePassword(),
                settings.movers(),
                settings.chunkLatencyLimit());
        return MortalEngine.start(plan, opening.get(), own, time, tasks, deaths, died);
    }

    /** On a slow machine the lead of the dead one may last longer than an engine waits for it. */
    private MortalEngine heir() throws InterruptedException {
        long start = time.monotonicNanos();
        while (true) {
            try {
                return next();
            } catch (GodwitException e) {
                if (e instanceof ProblemsException
                        || closed
                        || time.since(start).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                LOG.info("the next engine can't take over yet: {}", e.describe());
                time.sleep(LOOK_EVERY);
            }
        }
    }

    private void succeed() {
        try {
            while (!closed) {
                long seen = died.version();
                Optional<MortalEngine> last = living.filter(MortalEngine::dead);
                if (last.isEmpty()) {
                    died.await(seen, LOOK_EVERY);
                } else {
                    LOG.info("an engine has died at {}", deaths.happened().getLast());
                    burials.add(tasks.start("godwit-rehearsal-burial", last.get()::close));
                    living = Optional.of(heir());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        died.raise();
        try {
            if (heirs.isPresent()) {
                heirs.get().join();
            }
            living.ifPresent(MortalEngine::close);
            for (Tasks.Task burial : burials) {
                burial.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
