package dev.godwit.notely.proxy;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.rpc.RpcDispatcher;
import dev.godwit.notely.rpc.RpcException;
import dev.godwit.notely.rpc.RpcMethod;
import dev.godwit.notely.rpc.RpcServer;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.strategy.GodwitStrategy;
import dev.godwit.notely.strategy.Strategy;
import dev.godwit.notely.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One data proxy at work: stores, strategy, methods and server, wired here. Thread-safe. */
public final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);
    /** Whoever stops a proxy waits a little longer for its end. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(4);

    private static final Duration LEASE_PATIENCE = Duration.ofMillis(500);

    private final List<OpenStore> stores;
    private final Strategy strategy;
    private final RpcServer server;
    private volatile boolean ready;
    private boolean closed;

    private Proxy(ProxyOptions options, ProxySettings settings) throws IOException {
        TimeSource time = new SystemTime();
        Telemetry telemetry = new Telemetry(
                time, "proxy-" + options.id() + "-" + ProcessHandle.current().pid());
        stores = settings.stores().stream().map(OpenStore::open).toList();
        try {
            strategy = new StrategyChoice(options.id(), settings, stores, time, telemetry).make();
            CallMeter meter = new CallMeter(options.id(), telemetry);
            Delay delay = new Delay(settings.networkDelay(), time, new SplittableRandom(options.id()));
            Turns turns = strategy.oneAtATime() ? Turns.one(meter) : Turns.none();
            Map<String, RpcMethod> methods = new TreeMap<>();
            new NoteMethods(strategy.notes(), turns, delay, meter).addTo(methods);
            methods.put(MethodName.READY.text(), parameters -> ready);
            methods.put(MethodName.HEALTH_CHECK.text(), parameters -> healthToTell());
            methods.put(
                    MethodName.EXPORT_SHARD_STATS.text(),
                    parameters -> new ShardStats(strategy.notesByStore(), telemetry.export()));
            server = RpcServer.start(options.port(), new RpcDispatcher(methods));
        } catch (IOException | RuntimeException e) {
            stores.forEach(OpenStore::close);
            throw e;
        }
    }

    /**
     * Starts to serve; it is Ready a moment later, also when stores are down.
     *
     * @throws IOException when the port can't be had or the settings make no sense; the message says which
     */
    public static Proxy start(ProxyOptions options, ProxySettings settings) throws IOException {
        Proxy proxy = new Proxy(options, settings);
        Thread.ofVirtual().name("warm-up").start(proxy::warmUp);
        return proxy;
    }

    public int port() {
        return server.port();
    }

    /** The first call finds connections, and a router that knows its way. */
    private void warmUp() {
        try {
            LOG.info("stores: {}", health());
            if (strategy instanceof GodwitStrategy godwit && !godwit.awaitLease(LEASE_PATIENCE)) {
                LOG.warn("the control plane does not answer yet; reads ask the stores until it does");
            }
            ready = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All at the same time: one that is down is waited for. */
    private List<StoreHealth> health() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<StoreHealth>> questions = stores.stream()
                    .<Callable<StoreHealth>>map(store -> () -> new StoreHealth(store.name(), store.up()))
                    .toList();
            List<StoreHealth> health = new ArrayList<>();
            for (Future<StoreHealth> answer : threads.invokeAll(questions)) {
                health.add(answer.resultNow());
            }
            return health;
        }
    }

    private List<StoreHealth> healthToTell() {
        try {
            return health();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(RpcException.INTERNAL_ERROR, "the proxy is about to end");
        }
    }

    /** Answers what is under way and ends. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ready = false;
        try {
            server.drain(DRAIN_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        strategy.close();
        stores.forEach(OpenStore::close);
    }
}
