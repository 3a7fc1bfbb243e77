package dev.godwit.spring.internal;

import dev.godwit.router.Router;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Gives what the router counts to Micrometer. */
@AutoConfiguration(after = TransactionsAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(Router.class)
public class MetricsAutoConfiguration {
    @Bean
    RouterMetrics godwitRouterMetrics(Router<Connection> router, ObjectProvider<RepeatAdvisor> repeats) {
        return new RouterMetrics(router, repeats.getIfAvailable());
    }
}
