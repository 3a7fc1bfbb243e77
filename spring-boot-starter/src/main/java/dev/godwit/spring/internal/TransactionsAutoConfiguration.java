package dev.godwit.spring.internal;

import dev.godwit.router.RoutedDataSource;
import dev.godwit.spring.GodwitProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Around each transactional method, from the outside in: its unit is bound, it is repeated, its transaction opens. */
@AutoConfiguration(after = {RouterAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnBean({RoutedDataSource.class, TransactionAttributeSource.class})
public class TransactionsAutoConfiguration {
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InUnitAdvisor godwitInUnitAdvisor() {
        return new InUnitAdvisor();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepeatAdvisor godwitRepeatAdvisor(
            ObjectProvider<GodwitProperties> properties, TransactionAttributeSource transactions) {
        return new RepeatAdvisor(transactions, () -> properties.getObject().repeats());
    }
}
