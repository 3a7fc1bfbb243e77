package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.router.Work;
import org.jspecify.annotations.Nullable;

/** Work that wants to know in which store it runs. */
@FunctionalInterface
interface StoreWork<C, T extends @Nullable Object> {
    T run(ApplicationStore<C> store, Session<C> session) throws Exception;

    /** Work that doesn't. */
    static <C, T extends @Nullable Object> StoreWork<C, T> of(Work<? super C, T, ?> work) {
        return (store, session) -> work.run(session.connection());
    }
}
