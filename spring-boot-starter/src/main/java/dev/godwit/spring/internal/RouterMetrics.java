package dev.godwit.spring.internal;

import dev.godwit.core.Refusal;
import dev.godwit.router.Router;
import dev.godwit.router.RouterStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a router has counted, as meters that begin with {@code godwit.router}. Thread-safe. */
final class RouterMetrics implements MeterBinder {
    private final Router<Connection> router;
    private final @Nullable RepeatAdvisor repeats;

    RouterMetrics(Router<Connection> router, @Nullable RepeatAdvisor repeats) {
        this.router = router;
        this.repeats = repeats;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "operations", "reads, writes and scatters that were begun", RouterStatistics::operations);
        reads(registry, "leased", RouterStatistics::leasedReads);
        reads(registry, "strict", RouterStatistics::strictReads);
        reads(registry, "mirror", RouterStatistics::mirrorReads);
        reads(registry, "shared", RouterStatistics::sharedReads);
        counter(registry, "writes", "writes that were committed", RouterStatistics::writes);
        counter(registry, "scatters", "questions to all stores that were answered", RouterStatistics::scatters);
        counter(registry, "repeats", "how often the router ran work again", RouterStatistics::repeats);
        counter(registry, "promotions", "changes of home that it completed", RouterStatistics::promotions);
        shadows(registry, "equal", RouterStatistics.Shadows::equal);
        shadows(registry, "different", RouterStatistics.Shadows::different);
        shadows(registry, "unsettled", RouterStatistics.Shadows::unsettled);
        shadows(registry, "dropped", RouterStatistics.Shadows::dropped);
        held(registry, "reads", RouterStatistics::heldReads);
        held(registry, "writes", RouterStatistics::heldWrites);
        for (Refusal refusal : Refusal.values()) {
            FunctionCounter.builder("godwit.router.refusals", router, each -> refusals(each, refusal))
                    .description("writes that a store refused")
                    .tag("reason", refusal.name())
                    .register(registry);
        }
        gauge(registry, "hold.p50", statistics -> statistics.holds().p50Millis());
        gauge(registry, "hold.p99", statistics -> statistics.holds().p99Millis());
        gauge(registry, "hold.max", statistics -> statistics.holds().maxMillis());
        Gauge.builder("godwit.router.leased", router, each -> each.statistics().leased() ? 1 : 0)
                .description("1 while the router has a valid lease")
                .register(registry);
        if (repeats != null) {
            FunctionCounter.builder("godwit.transactions.repeats", repeats, RepeatAdvisor::repeats)
                    .description("transactional methods that were run again because their unit changed its home")
                    .register(registry);
        }
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<RouterStatistics> count) {
        FunctionCounter.builder("godwit.router." + name, router, each -> count.applyAsDouble(each.statistics()))
                .description(description)
                .register(registry);
    }

    private void reads(MeterRegistry registry, String kind, ToDoubleFunction<RouterStatistics> count) {
        FunctionCounter.builder("godwit.router.reads", router, each -> count.applyAsDouble(each.statistics()))
                .description("reads that were answered")
                .tag("kind", kind)
                .register(registry);
    }

    private void held(MeterRegistry registry, String kind, ToDoubleFunction<RouterStatistics> count) {
        FunctionCounter.builder("godwit.router.held", router, each -> count.applyAsDouble(each.statistics()))
                .description("operations that waited for a home")
                .tag("kind", kind)
                .register(registry);
    }

    private void shadows(MeterRegistry registry, String result, ToDoubleFunction<RouterStatistics.Shadows> count) {
        FunctionCounter.builder(
                        "godwit.router.shadows",
                        router,
                        each -> count.applyAsDouble(each.statistics().shadows()))
                .description("named reads that were compared with the mirror")
                .tag("result", result)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<RouterStatistics> value) {
        Gauge.builder("godwit.router." + name, router, each -> value.applyAsDouble(each.statistics()))
                .description("how long operations waited for a home")
                .baseUnit("ms")
                .register(registry);
    }

    private static double refusals(Router<Connection> router, Refusal refusal) {
        return router.statistics().refusals().getOrDefault(refusal, 0L);
    }
}
