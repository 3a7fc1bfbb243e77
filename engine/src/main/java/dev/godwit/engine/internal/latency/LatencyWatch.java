package dev.godwit.engine.internal.latency;

import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.Repetition;
import dev.godwit.engine.internal.throttle.ApplicationLatencies;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what routers report again and again, and writes it down now and then. Nobody waits for it. Thread-safe. */
public final class LatencyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LatencyWatch.class);
    /** A router measures a second, and says the same again when it is asked sooner. */
    static final Duration LOOK = Duration.ofSeconds(1);

    static final Duration KEEP = Duration.ofSeconds(10);

    private final LatencyBook book;
    private final ApplicationLatencies latencies;
    private final Set<StoreName> stores;
    private final Supplier<LatencyMoment> moment;
    private final TimeSource time;
    private final Repetition repetition;
    private long lookedAtNanos;
    private long keptAtNanos;

    /**
     * A watch.
     *
     * @param stores of the migration; what routers say of others is left out
     * @param moment what the migration does now
     */
    public LatencyWatch(
            LatencyBook book,
            ApplicationLatencies latencies,
            Set<StoreName> stores,
            Supplier<LatencyMoment> moment,
            Tasks tasks,
            TimeSource time) {
        this.book = book;
        this.latencies = latencies;
        this.stores = Set.copyOf(stores);
        this.moment = moment;
        this.time = time;
        this.repetition = new Repetition("godwit-latency", this::look, LOOK, tasks, time);
        this.lookedAtNanos = time.monotonicNanos();
        this.keptAtNanos = lookedAtNanos;
    }

    public void start() {
        repetition.start();
    }

    /** Ends it, waits for its end, and writes down what is new. */
    public void stop() {
        repetition.stop();
        keep();
    }

    void look() {
        long now = time.monotonicNanos();
        List<StoreLatency> reports = latencies.between(lookedAtNanos, now).stream()
                .filter(report -> stores.contains(report.store()))
                .toList();
        lookedAtNanos = now;
        try {
            if (!reports.isEmpty()) {
                book.add(moment.get(), reports);
            }
        } catch (GodwitException e) {
            LOG.debug("reports of the application's latency were left out: {}", e.describe());
        }
        if (time.since(keptAtNanos).compareTo(KEEP) >= 0) {
            keep();
        }
    }

    private void keep() {
        keptAtNanos = time.monotonicNanos();
        try {
            book.keep();
        } catch (GodwitException e) {
            // What can't be written now is written the next time; whoever leads next has what was written before.
            LOG.debug("the application's latency was not written down: {}", e.describe());
        }
    }
}
