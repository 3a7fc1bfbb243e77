package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stores that the application has connections to. Immutable. */
final class Stores<C> {
    private final Map<StoreName, ApplicationStore<C>> byName = new TreeMap<>();
    private final List<ApplicationStore<C>> all;
    private final List<StoreName> names;

    Stores(Collection<? extends ApplicationStore<C>> stores) {
        for (ApplicationStore<C> store : stores) {
            if (byName.put(store.name(), store) != null) {
                throw new IllegalArgumentException("two stores are named " + store.name());
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("a router needs at least one store");
        }
        all = List.copyOf(byName.values());
        names = List.copyOf(byName.keySet());
    }

    /** All stores by name, so that whoever needs several takes them in the same order. */
    List<ApplicationStore<C>> all() {
        return all;
    }

    List<StoreName> names() {
        return names;
    }

    boolean has(StoreName name) {
        return byName.containsKey(name);
    }

    ApplicationStore<C> get(StoreName name) {
        ApplicationStore<C> store = byName.get(name);
        if (store == null) {
            throw new GodwitException(
                    ErrorCode.NO_HOME, "the home is store " + name + ", and this router only knows " + names);
        }
        return store;
    }
}
