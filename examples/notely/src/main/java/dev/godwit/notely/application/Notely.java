package dev.godwit.notely.application;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.account.AccountStore;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.WorkshopAccounts;
import dev.godwit.notely.api.ApiServer;
import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.deploy.DeploymentController;
import dev.godwit.notely.deploy.DeploymentSettings;
import dev.godwit.notely.deploy.ProxyProcesses;
import dev.godwit.notely.migration.GodwitAccounts;
import dev.godwit.notely.migration.Journey;
import dev.godwit.notely.migration.JourneyPlans;
import dev.godwit.notely.migration.Moves;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.rpc.LoopbackPort;
import dev.godwit.notely.telemetry.PrometheusPage;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.TelemetryBoard;
import dev.godwit.notely.terminal.LogLines;
import dev.godwit.rollout.SharedChance;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notely at work in this process: stores, migrations, data proxies and API, wired here. Thread-safe. */
public final class Notely implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notely.class);
    private static final String ACCOUNTS = "accounts";
    private static final int MOVERS = 2;

    private final NotelySettings settings;
    private final TimeSource time = new SystemTime();
    private final Tasks tasks = new ThreadTasks();
    /** What was opened, the newest first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final Accounts accounts;
    private final Optional<Journey> journey;
    private final DeploymentController deployments;
    private final TelemetryBoard board;
    private final Telemetry telemetry;
    private final ApiServer api;

    /**
     * Starts everything, and returns when the API answers.
     *
     * @param seed of what is left to chance
     * @param lines where the lines of the data proxies go
     * @throws StartRefusedException with what stands in the way; nothing runs then
     * @throws InterruptedException when the thread is interrupted meanwhile; nothing runs then
     */
    public static Notely start(NotelySettings settings, long seed, LogLines lines)
            throws StartRefusedException, InterruptedException {
        return new Notely(settings, seed, lines);
    }

    private Notely(NotelySettings settings, long seed, LogLines lines)
            throws StartRefusedException, InterruptedException {
        this.settings = settings;
        boolean started = false;
        try {
            DataFolder folder = keep(DataFolder.open(
                    settings.dataFolder(), settings.godwit() ? DataFolder.Mode.GODWIT : DataFolder.Mode.WORKSHOP));
            Logs.ofApplication(folder.path(), settings.logLevel());
            ApiServer.requireFree(settings.port());
            NoteDatabases stores = keep(NoteDatabases.open(settings, folder, time, tasks));
            AccountStore accountStore = openAccounts(folder.resolve("accounts.db"));
            int controlPlanePort = LoopbackPort.free();
            journey =
                    settings.godwit() ? Optional.of(keep(journey(stores, folder, controlPlanePort))) : Optional.empty();
            accounts = journey.<Accounts>map(
                            travel -> new GodwitAccounts(accountStore, travel, new Moves(travel, time)))
                    .orElseGet(() -> new WorkshopAccounts(accountStore));
            telemetry = new Telemetry(time, "api-" + ProcessHandle.current().pid());
            board = new TelemetryBoard(time, telemetry);
            deployments = keep(deployments(stores, folder, controlPlanePort, seed, lines));
            deployments.startFirst();
            keep(new TelemetryCollector(this::liveProxies, board, time, tasks));
            api = keep(api(accountStore));
            started = true;
            LOG.info("Notely answers at {}", api.url());
        } catch (DeploymentRefusedException e) {
            throw new StartRefusedException("the data proxy does not start: " + e.getMessage(), e);
        } catch (ProblemsException e) {
            throw new StartRefusedException("the migration can't begin: " + e.problems(), e);
        } catch (GodwitException e) {
            throw new StartRefusedException("the migration can't begin: " + e.describe(), e);
        } catch (IOException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Where the API answers. */
    public URI url() {
        return api.url();
    }

    public NotelySettings settings() {
        return settings;
    }

    public TimeSource time() {
        return time;
    }

    public Tasks tasks() {
        return tasks;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** The migrations; absent in workshop mode. */
    public Optional<Journey> journey() {
        return journey;
    }

    public DeploymentController deployments() {
        return deployments;
    }

    /** What this process measures. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** What all processes have measured. */
    public TelemetryBoard board() {
        return board;
    }

    private <C extends AutoCloseable> C keep(C open) {
        opened.push(open);
        return open;
    }

    private static AccountStore openAccounts(Path file) throws StartRefusedException {
        try {
            return AccountStore.open(file);
        } catch (FlywayException e) {
            throw new StartRefusedException(
                    "the accounts can't be read from " + file
                            + ", which is damaged or can't be written; restore it, or begin anew with --clean",
                    e);
        }
    }

    private Journey journey(NoteDatabases stores, DataFolder folder, int port) throws InterruptedException {
        StoreAddress accountStore = new StoreAddress(
                new StoreName(ACCOUNTS),
                "jdbc:sqlite:" + folder.resolve("accounts.db"),
                Optional.empty(),
                Optional.empty(),
                1);
        ServerSettings server =
                new ServerSettings(folder.path(), port, Optional.empty(), Optional.empty(), Optional.empty(), MOVERS);
        return Journey.start(new JourneyPlans(stores.addresses(), accountStore), server, time, tasks);
    }

    private DeploymentController deployments(
            NoteDatabases stores, DataFolder folder, int controlPlanePort, long seed, LogLines lines) {
        Optional<URI> controlPlane = journey.map(travel -> URI.create("http://127.0.0.1:" + controlPlanePort));
        ProxyProcesses processes = new ProxyProcesses(new ProxyProcesses.Parts(
                folder.path(),
                (strategy, classes) -> new ProxySettings(
                        strategy,
                        stores.settings(),
                        controlPlane,
                        settings.networkDelay(),
                        classes,
                        settings.logLevel()),
                settings.exercise(),
                ProxyJvm.options(),
                new ProxyLines(lines, time),
                time,
                tasks));
        return new DeploymentController(
                new DeploymentSettings(folder.path(), settings.strategy(), settings.overlap()),
                processes,
                new SharedChance(seed),
                time,
                tasks);
    }

    private ApiServer api(AccountStore accountStore) throws IOException {
        PrometheusPage metrics = new PrometheusPage(board);
        return ApiServer.start(
                new ApiServer.Parts(
                        accounts,
                        deployments.proxies(),
                        deployments,
                        shardNames(),
                        UUID::randomUUID,
                        () -> health(accountStore),
                        metrics::text,
                        telemetry::apiRequest,
                        time),
                settings.port());
    }

    private Set<String> shardNames() {
        return journey.map(
                        travel -> travel.stores().stream().map(StoreName::value).collect(Collectors.toSet()))
                .orElseGet(() -> Set.of(NotelySettings.NEW, NotelySettings.SECOND));
    }

    private Map<String, Boolean> health(AccountStore accountStore) {
        Map<String, Boolean> up = new TreeMap<>();
        up.put(NotelySettings.LEGACY, false);
        settings.shards().forEach(shard -> up.put(shard, false));
        up.put(ACCOUNTS, accountStore.up());
        List<ProxyClient> proxies = liveProxies();
        if (!proxies.isEmpty()) {
            try {
                proxies.getLast().healthCheck().forEach(store -> up.put(store.store(), store.up()));
            } catch (RuntimeException e) {
                LOG.warn("no data proxy tells how the stores are: {}", e.getMessage());
            }
        }
        return up;
    }

    private List<ProxyClient> liveProxies() {
        return deployments.live().stream()
                .filter(ProxyClient.class::isInstance)
                .map(ProxyClient.class::cast)
                .toList();
    }

    /** Ends everything, the newest first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("{} did not end well", next.getClass().getSimpleName(), e);
            }
        }
    }
}
