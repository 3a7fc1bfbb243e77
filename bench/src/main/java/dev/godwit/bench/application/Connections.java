package dev.godwit.bench.application;

import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.PostgresStores;
import java.net.URI;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** What an application process is connected to. */
record Connections(ControlPlaneConnection http, List<ApplicationStore<Connection>> stores) implements AutoCloseable {
    private static final int POOL = 16;

    static Connections open(ApplicationSettings settings) {
        List<ApplicationStore<Connection>> stores = settings.stores().stream()
                .map(store -> PostgresStores.openForApplication(
                        NotesKeyspace.KEYSPACE,
                        new Plan.StoreAddress(
                                new StoreName(store.name()),
                                // So that the sessions of a dead process can be told from its successor's.
                                store.url() + "?ApplicationName=" + settings.name(),
                                Optional.of(store.user()),
                                Optional.of(new Secret("", "none")),
                                POOL)))
                .toList();
        return new Connections(ControlPlaneConnection.to(URI.create(settings.controlPlane())), stores);
    }

    ControlPlane controlPlane() {
        return new HttpControlPlane(http);
    }

    @Override
    public void close() {
        stores.forEach(ApplicationStore::close);
        http.close();
    }
}
