package dev.godwit.server;

import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.Engines;
import dev.godwit.server.internal.metrics.MigrationMetrics;
import dev.godwit.server.internal.notice.NoticeWatch;
import dev.godwit.server.internal.notice.WebhookTerms;
import dev.godwit.server.internal.notice.Webhooks;
import java.time.Duration;
import java.util.Optional;

/** What a server tells others of its migrations: numbers for those who ask, notices for those who wait. Thread-safe. */
final class Telling implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Webhooks webhooks;
    private final Optional<NoticeWatch> watch;
    private final MigrationMetrics metrics;

    /** @throws dev.godwit.core.GodwitException when the address of a webhook is none */
    Telling(Hosting hosting, Engines engines, ServerSettings settings, Tasks tasks, TimeSource time) {
        webhooks = new Webhooks(settings.webhooks(), WebhookTerms.DEFAULT, tasks, time);
        watch = settings.webhooks().isEmpty()
                ? Optional.empty()
                : Optional.of(new NoticeWatch(hosting::served, webhooks::send, LOOK, tasks, time));
        metrics = new MigrationMetrics(
                new MigrationMetrics.Sources(hosting::served, engines::figures, webhooks::counts), time);
    }

    /** The page that Prometheus reads. */
    String metrics() {
        return metrics.page();
    }

    @Override
    public void close() {
        watch.ifPresent(NoticeWatch::close);
        webhooks.close();
    }
}
