package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.StoreName;
import dev.godwit.router.Home;
import java.util.function.Function;

/** A store with the kind of view that a question is to use there. */
record StoreHome(StoreName store, Function<EntityName, String> tables) implements Home {
    StoreHome(ApplicationStore<?> answering, Function<EntityName, String> tables) {
        this(answering.name(), tables);
    }

    @Override
    public String table(String entity) {
        return tables.apply(new EntityName(entity));
    }
}
