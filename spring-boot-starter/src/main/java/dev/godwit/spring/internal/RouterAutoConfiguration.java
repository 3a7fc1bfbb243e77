package dev.godwit.spring.internal;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.router.RoutedDataSource;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import dev.godwit.router.ShadowReads;
import dev.godwit.spring.GodwitProperties;
import dev.godwit.spring.RoutedStores;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Stores, control plane, router and data source; each may be replaced by a bean of the application. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnProperty("godwit.keyspace")
@EnableConfigurationProperties(GodwitProperties.class)
public class RouterAutoConfiguration {
    /** Entities are only needed by those who scatter, and they know them. */
    @Bean
    @ConditionalOnMissingBean
    Keyspace godwitKeyspace(GodwitProperties properties) {
        return new Keyspace(new KeyspaceName(properties.keyspace()), List.of());
    }

    @Bean
    @ConditionalOnMissingBean
    RoutedStores godwitStores(GodwitProperties properties, Keyspace keyspace) {
        List<ApplicationStore<Connection>> stores = new ArrayList<>();
        properties
                .stores()
                .forEach((name, store) ->
                        stores.add(SqlStores.openForApplication(keyspace, address(new StoreName(name), store))));
        return new RoutedStores(stores);
    }

    private static StoreAddress address(StoreName name, GodwitProperties.Store store) {
        return new StoreAddress(
                name,
                store.url(),
                Optional.ofNullable(store.username()),
                Optional.ofNullable(store.password())
                        .map(password -> new Secret(password, "godwit.stores." + name + ".password")),
                store.pool());
    }

    /** The control plane in another process, unless the application says which. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(ControlPlane.class)
    static class RemoteControlPlane {
        @Bean
        ControlPlaneConnection godwitControlPlaneConnection(GodwitProperties properties) {
            List<URI> addresses = properties.controlPlane();
            if (addresses.isEmpty()) {
                return ControlPlaneConnection.near(Path.of(""));
            }
            return "file".equals(addresses.getFirst().getScheme())
                    ? ControlPlaneConnection.near(Path.of(addresses.getFirst()))
                    : ControlPlaneConnection.to(addresses);
        }

        @Bean
        ControlPlane godwitControlPlane(ControlPlaneConnection connection) {
            return new HttpControlPlane(connection);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    RouterSettings godwitRouterSettings(GodwitProperties properties) {
        return RouterSettings.defaults()
                .withInitialHome(new StoreName(properties.initialHome()))
                .withHoldLimit(properties.holdLimit())
                .withShadowReads(ShadowReads.of(properties.shadowReads()));
    }

    @Bean
    @ConditionalOnMissingBean
    Router<Connection> godwitRouter(
            ControlPlane controlPlane, Keyspace keyspace, RoutedStores stores, RouterSettings settings) {
        return Router.connect(controlPlane, keyspace.name(), stores.all(), settings);
    }

    @Bean
    @Primary
    @ConditionalOnMissingBean
    RoutedDataSource godwitDataSource(Router<Connection> router, GodwitProperties properties) {
        RoutedDataSource source = RoutedDataSource.over(router);
        String withoutUnit = properties.withoutUnit();
        return withoutUnit == null ? source : source.withoutUnitIn(new StoreName(withoutUnit));
    }
}
