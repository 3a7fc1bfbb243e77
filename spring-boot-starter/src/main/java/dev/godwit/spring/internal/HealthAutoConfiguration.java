package dev.godwit.spring.internal;

import dev.godwit.router.Router;
import dev.godwit.spring.RoutedStores;
import java.sql.Connection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds {@code godwit} to the application's health. */
@AutoConfiguration(after = RouterAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(RoutedStores.class)
@ConditionalOnEnabledHealthIndicator("godwit")
public class HealthAutoConfiguration {
    @Bean
    RouterHealthIndicator godwitHealthIndicator(Router<Connection> router, RoutedStores stores) {
        return new RouterHealthIndicator(router, stores);
    }
}
