package dev.godwit.spring;

import dev.godwit.core.ApplicationStore;
import java.sql.Connection;
import java.util.List;

/**
 * The stores that the router is given. They are made from {@link GodwitProperties}; an application that makes its own, for
 * example on pools that it tunes, declares a bean of this type. Closed with the application. Thread-safe.
 */
public record RoutedStores(List<ApplicationStore<Connection>> all) implements AutoCloseable {
    public RoutedStores {
        all = List.copyOf(all);
    }

    @Override
    public void close() {
        all.forEach(ApplicationStore::close);
    }
}
