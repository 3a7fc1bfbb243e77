package dev.godwit.notely.deploy;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Workflows;
import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import dev.godwit.notely.api.Deployments;
import dev.godwit.notely.deploy.Deployment.Deployed;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.Fleet;
import dev.godwit.rollout.Instance;
import dev.godwit.rollout.Release;
import dev.godwit.rollout.ReleaseKind;
import dev.godwit.rollout.ReleaseStatus;
import dev.godwit.rollout.ServiceVersion;
import dev.godwit.rollout.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one version of the data proxy running, and replaces it by the next without a gap. One deployment at a time.
 * Thread-safe.
 */
public final class DeploymentController implements Deployments, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentController.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DeploymentSettings settings;
    private final ProxyFactory factory;
    private final Tasks tasks;
    private final Workflows workflows;
    private final ReleaseRecords records;
    private final Fleet<NoteService> fleet;
    private final Proxies proxies;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Optional<Deployment> newest = Optional.empty();
    private volatile Optional<Tasks.Task> runner = Optional.empty();
    private volatile Optional<Tasks.Task> tidying = Optional.empty();
    /** What the end of an earlier process has interrupted; empty after the next deployment. */
    private volatile Optional<String> interrupted = Optional.empty();
    /** Of an attempt that did not become a deployment, or of a version that can't be kept alive. */
    private volatile Optional<String> failure = Optional.empty();

    /**
     * A controller of no version yet.
     *
     * @param chance which proxy gets a request; thread-safe
     */
    public DeploymentController(
            DeploymentSettings settings, ProxyFactory factory, RandomGenerator chance, TimeSource time, Tasks tasks) {
        this.settings = settings;
        this.factory = factory;
        this.tasks = tasks;
        this.workflows = Workflows.open(
                EngineSettings.of(
                        "notely", "jdbc:sqlite:" + settings.dataFolder().resolve("deployments.db")),
                time,
                tasks);
        this.records = new ReleaseRecords(workflows);
        this.fleet = new Fleet<>(time, tasks, new Alarm());
        this.proxies = new Proxies(fleet, chance, time);
    }

    /** The live proxies as one. */
    public Proxies proxies() {
        return proxies;
    }

    /** The services of all versions that may be alive, the newest last. */
    public List<NoteService> live() {
        return fleet.members().stream().map(ServiceVersion::service).toList();
    }

    /** Where deployments are now. */
    public DeploymentStatus status() {
        return new StatusView(fleet, settings.overlap()).of(newest, failure, interrupted, underWay.get());
    }

    /**
     * Starts the first version and returns once it is Ready. Releases that the end of an earlier process has interrupted are
     * not gone on with, for their proxies ended with it: their records are ended.
     *
     * @throws DeploymentRefusedException when it did not start
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void startFirst() throws InterruptedException {
        List<String> open = records.open();
        deploy(ReleaseKind.ROLLING, settings.strategy());
        if (!open.isEmpty()) {
            String what = String.join(", ", open) + " was under way when Notely ended, and its proxies ended with it; "
                    + "version " + newest.orElseThrow().next().version() + " was started instead";
            LOG.warn("{}", what);
            interrupted = Optional.of(what);
            tidying = Optional.of(tasks.start("interrupted releases", () -> open.forEach(records::endInterrupted)));
        }
    }

    @Override
    public void deploy(Optional<String> rollout, Optional<String> strategy) throws InterruptedException {
        ReleaseKind kind = rollout.map(DeploymentController::kind).orElse(ReleaseKind.ROLLING);
        StrategyName current =
                newest.flatMap(Deployment::leader).map(Deployed::strategy).orElse(settings.strategy());
        StrategyName next = strategy.map(DeploymentController::strategy).orElse(current);
        if ((next == StrategyName.GODWIT) != (current == StrategyName.GODWIT)) {
            throw new DeploymentRefusedException(
                    Why.INVALID,
                    "a data folder is for Godwit or for the workshop: " + current.text() + " can't be followed by "
                            + next.text());
        }
        deploy(kind, next);
    }

    private void deploy(ReleaseKind kind, StrategyName strategy) throws InterruptedException {
        if (!underWay.compareAndSet(false, true)) {
            throw new DeploymentRefusedException(Why.UNDER_WAY, "a deployment is under way");
        }
        boolean begun = false;
        try {
            Deployment deployment = prepare(kind, strategy);
            failure = Optional.empty();
            interrupted = Optional.empty();
            newest = Optional.of(deployment);
            runner = Optional.of(tasks.start("deployment " + deployment.next().version(), () -> carryOut(deployment)));
            begun = true;
            awaitReady(deployment);
        } catch (DeploymentRefusedException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            if (!begun) {
                underWay.set(false);
            }
        }
    }

    private Deployment prepare(ReleaseKind kind, StrategyName strategy) {
        // A record of a release is never used for another one, also when the folders of the proxies are gone.
        int version = Math.max(factory.nextVersion(), records.newest() + 1);
        Deployed next = new Deployed(factory.prepare(version, strategy), strategy);
        String name = ReleaseRecords.name(version);
        Release<NoteService> release =
                fleet.release(name, kind, settings.release(), next.proxy(), reason -> workflows.undo(name, reason));
        return new Deployment(next, newest.flatMap(Deployment::leader), release);
    }

    private void carryOut(Deployment deployment) {
        Release<NoteService> release = deployment.release();
        try {
            LOG.info("{} ended: {}", release.name(), workflows.run(release.workflow()));
            if (release.status().ended()) {
                deployment.other().ifPresent(Deployed::disconnect);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GodwitException e) {
            LOG.warn("{}: {}", release.name(), e.describe());
            failure = Optional.of(e.describe());
        } finally {
            underWay.set(false);
            release.changes().raise();
        }
    }

    private void awaitReady(Deployment deployment) throws InterruptedException {
        Release<NoteService> release = deployment.release();
        while (true) {
            long seen = release.changes().version();
            ReleaseStatus status = release.status();
            switch (status.state()) {
                case OBSERVING, HANDING_OVER, DONE -> {
                    return;
                }
                case WAITING, LAUNCHING, TAKING_BACK, TAKEN_BACK -> {
                    if (!underWay.get()) {
                        throw new DeploymentRefusedException(
                                Why.NOT_STARTED,
                                status.reason().isEmpty() ? failure.orElse("Notely is stopping") : status.reason());
                    }
                }
            }
            release.changes().await(seen, LOOK);
        }
    }

    private static ReleaseKind kind(String name) {
        return ReleaseKind.of(name)
                .orElseThrow(() -> new DeploymentRefusedException(
                        Why.INVALID, "there is no rollout '" + name + "'; there are " + Choices.rollouts()));
    }

    private static StrategyName strategy(String name) {
        return StrategyName.of(name)
                .orElseThrow(() -> new DeploymentRefusedException(
                        Why.INVALID, "there is no strategy '" + name + "'; there are " + Choices.strategies()));
    }

    /** Stops what is under way and all proxies. */
    @Override
    public void close() {
        workflows.stop();
        try {
            if (runner.isPresent()) {
                runner.get().cancel();
                runner.get().join();
            }
            if (tidying.isPresent()) {
                tidying.get().cancel();
                tidying.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fleet.close();
        workflows.close();
    }

    /** What the watch finds. */
    private final class Alarm implements Watch.Listener {
        @Override
        public void down(Instance instance, String reason) {
            LOG.warn("{} {}", instance.name(), reason);
        }

        @Override
        public void up(Instance instance) {
            LOG.info("{} is Ready again", instance.name());
        }

        @Override
        public void givenUp(Instance instance, String reason) {
            if (fleet.current().map(proxy -> proxy.instance().equals(instance)).orElse(false)) {
                failure = Optional.of(reason);
            }
        }
    }
}
