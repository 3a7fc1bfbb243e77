package dev.godwit.examples.jooq;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import dev.godwit.examples.suite.BankSuite;
import dev.godwit.examples.suite.Databases;
import dev.godwit.examples.suite.RunningBank;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.router.RoutedDataSource;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

class JooqBankTest extends BankSuite {
    private static final Keyspace BANK = new Keyspace(new KeyspaceName("bank"), List.of());
    private static final StoreName LEGACY = new StoreName("legacy");

    @Override
    protected RunningBank start(Databases databases, Path folder) {
        ApplicationStore<Connection> legacy = store(LEGACY, databases.legacyUrl());
        ApplicationStore<Connection> target = store(new StoreName("target"), databases.targetUrl());
        ControlPlaneConnection controlPlane = ControlPlaneConnection.near(folder);
        Router<Connection> router = Router.connect(
                new HttpControlPlane(controlPlane),
                BANK.name(),
                List.of(legacy, target),
                RouterSettings.defaults().withInitialHome(LEGACY));
        JooqBank bank = new JooqBank(new Transactions(RoutedDataSource.over(router)));
        return new RunningBank(bank, () -> {
            router.close();
            controlPlane.close();
            legacy.close();
            target.close();
        });
    }

    private static ApplicationStore<Connection> store(StoreName name, String url) {
        return PostgresStores.openForApplication(
                BANK, new StoreAddress(name, url, Optional.of(Databases.USER), Optional.empty(), 10));
    }
}
