package dev.godwit.server.internal.metrics;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Refusal;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.ServerFigures;
import dev.godwit.engine.ThrottleReason;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page that Prometheus reads: each migration, the server, its routers and its process. Everything is asked when the page
 * is, once. Thread-safe.
 */
public final class MigrationMetrics {
    /** The content type of {@link #page()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(MigrationMetrics.class);
    private static final double MILLIS = 1_000;

    /**
     * Where the numbers come from.
     *
     * @param messages what became of messages to webhooks
     */
    public record Sources(
            Supplier<? extends List<? extends Measured>> migrations,
            Supplier<ServerFigures> server,
            Supplier<MessageCounts> messages) {}

    private final Sources sources;
    private final TimeSource time;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public MigrationMetrics(Sources sources, TimeSource time) {
        this.sources = sources;
        this.time = time;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        MultiCollector collector = this::collect;
        registry.getPrometheusRegistry().register(collector);
    }

    /** The page, as of now. */
    public String page() {
        return registry.scrape(CONTENT_TYPE);
    }

    private MetricSnapshots collect() {
        Samples samples = new Samples();
        for (Measured migration : sources.migrations().get()) {
            try {
                migration(samples, migration.status(), migration.figures());
            } catch (GodwitException e) {
                // Without its record a migration has no numbers; godwit_control_store_up says why.
                LOG.debug("a migration can't be measured: {}", e.describe());
            }
        }
        server(samples, sources.server().get());
        messages(samples, sources.messages().get());
        return samples.snapshots();
    }

    private void migration(Samples samples, MigrationStatus status, MoveFigures figures) {
        String keyspace = status.keyspace();
        String migration = status.migration();
        for (Phase phase : Phase.values()) {
            long units = status.phases().getOrDefault(phase, 0L);
            samples.add(Family.UNITS, units, keyspace, migration, word(phase));
        }
        samples.add(Family.PLANNED_UNITS, status.unitsTotal(), keyspace, migration);
        samples.add(Family.MOVED_UNITS, status.unitsMoved(), keyspace, migration);
        samples.add(Family.ATTENTION_UNITS, status.attention().size(), keyspace, migration);
        samples.add(Family.SOURCE_ROWS, status.rowsTotal(), keyspace, migration);
        samples.add(Family.COPIED_ROWS, status.rowsCopied(), keyspace, migration);
        samples.add(Family.COPIED_BYTES, figures.bytesCopied(), keyspace, migration);
        samples.add(Family.VERIFIED_ROWS, status.rowsVerified(), keyspace, migration);
        samples.add(Family.REPAIRED_ROWS, figures.differencesRepaired(), keyspace, migration);
        samples.add(Family.REMOVED_ROWS, figures.rowsRemoved(), keyspace, migration);
        samples.add(Family.DRAINED_MARKS, figures.marksDrained(), keyspace, migration);
        samples.add(Family.WAITING_MARKS, status.marks(), keyspace, migration);
        samples.add(Family.MIRROR_LAG, status.lagMillis() / MILLIS, keyspace, migration);
        samples.add(Family.CUTOVER_PAUSE, figures.cutovers(), keyspace, migration);
        samples.add(Family.ROLLBACK_PAUSE, figures.rollbacks(), keyspace, migration);
        for (ThrottleReason reason : ThrottleReason.values()) {
            if (reason != ThrottleReason.NONE) {
                samples.add(Family.THROTTLED, figures.throttle() == reason, keyspace, migration, word(reason));
            }
        }
        samples.add(Family.PAUSED, status.flags().paused().isPresent(), keyspace, migration);
        samples.add(Family.ENDED, status.ended(), keyspace, migration);
        samples.add(
                Family.APPROVALS_WANTED,
                status.waves().stream().filter(WaveStatus::approvalWanted).count(),
                keyspace,
                migration);
        status.estimatedEnd().ifPresent(end -> forecast(samples, end, keyspace, migration));
        status.deadline().ifPresent(at -> samples.add(Family.DEADLINE, until(at), keyspace, migration));
        for (AlarmKind kind : AlarmKind.values()) {
            boolean on = status.alarms().stream().anyMatch(alarm -> alarm.kind() == kind);
            samples.add(Family.ALARM, on, keyspace, migration, word(kind));
        }
    }

    private void forecast(Samples samples, Estimate end, String keyspace, String migration) {
        samples.add(Family.FORECAST, until(end.likely()), keyspace, migration);
        samples.add(Family.FORECAST_EARLIEST, until(end.earliest()), keyspace, migration);
        samples.add(Family.FORECAST_LATEST, until(end.latest()), keyspace, migration);
    }

    private static void server(Samples samples, ServerFigures figures) {
        samples.add(Family.LEADER, figures.leads());
        samples.add(Family.CONTROL_STORE_UP, figures.controlStoreRead().isPresent());
        figures.controlStoreRead().ifPresent(length -> samples.add(Family.CONTROL_STORE_READ, length.toNanos() / 1e9));
        samples.add(Family.ROUTERS, figures.routersLive());
        RouterCounters routers = figures.routers();
        samples.add(Family.ROUTER_OPERATIONS, routers.operations());
        samples.add(Family.ROUTER_STRICT_READS, routers.strictReads());
        samples.add(Family.ROUTER_WRITES, routers.writes());
        samples.add(Family.ROUTER_HOLDS, routers.holds());
        samples.add(Family.ROUTER_REPEATS, routers.repeats());
        for (Refusal refusal : Refusal.values()) {
            samples.add(Family.ROUTER_REFUSALS, routers.refusals().getOrDefault(refusal, 0L), word(refusal));
        }
        samples.add(Family.ROUTER_SHADOW_READS, routers.shadowsEqual(), "equal");
        samples.add(Family.ROUTER_SHADOW_READS, routers.shadowsDifferent(), "different");
        samples.add(Family.ROUTER_SHADOW_READS, routers.shadowsUnsettled(), "unsettled");
        figures.applicationP99Millis()
                .forEach((store, millis) -> samples.add(Family.APPLICATION_LATENCY, millis / MILLIS, store.value()));
    }

    private static void messages(Samples samples, MessageCounts counts) {
        samples.add(Family.WEBHOOK_MESSAGES, counts.sent(), "sent");
        samples.add(Family.WEBHOOK_MESSAGES, counts.failed(), "failed");
        samples.add(Family.WEBHOOK_MESSAGES, counts.dropped(), "dropped");
        samples.add(Family.WEBHOOK_WAITING, counts.waiting());
    }

    private double until(Instant instant) {
        return Duration.between(time.wallClock(), instant).toMillis() / MILLIS;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
