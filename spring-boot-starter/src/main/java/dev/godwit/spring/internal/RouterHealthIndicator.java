package dev.godwit.spring.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.GodwitException;
import dev.godwit.router.Router;
import dev.godwit.router.RouterStatistics;
import dev.godwit.spring.RoutedStores;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Down only when no store answers. A lost control plane costs speed and nothing else, and a store that is down may be the
 * home of nobody: neither is a reason to take this process out of service, so they are details. Thread-safe.
 */
final class RouterHealthIndicator extends AbstractHealthIndicator {
    private final Router<Connection> router;
    private final RoutedStores stores;

    RouterHealthIndicator(Router<Connection> router, RoutedStores stores) {
        this.router = router;
        this.stores = stores;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        RouterStatistics statistics = router.statistics();
        Map<String, String> answers = new TreeMap<>();
        boolean anyAnswers = false;
        for (ApplicationStore<Connection> store : stores.all()) {
            try {
                answers.put(store.name().value(), store.fenced() ? "fenced" : "nothing installed");
                anyAnswers = true;
            } catch (GodwitException e) {
                answers.put(store.name().value(), e.describe());
            }
        }
        builder.status(anyAnswers ? Status.UP : Status.DOWN)
                .withDetail("leased", statistics.leased())
                .withDetail("revision", statistics.revision())
                .withDetail("stores", answers);
    }
}
