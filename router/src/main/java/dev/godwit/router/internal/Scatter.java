package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.router.Home;
import dev.godwit.router.ScatterResult;
import dev.godwit.router.ScatterWork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks all stores at one moment of the placements: one snapshot in each, taken while no unit changed its home. The work
 * runs when the snapshots are known to fit, so that its length does not matter. Thread-safe.
 */
final class Scatter<C> {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int LONGEST_PAUSE_FACTOR = 10;
    private static final TransactionOptions SNAPSHOT = new TransactionOptions(Isolation.REPEATABLE_READ, true, 0);

    private final Stores<C> stores;
    private final TimeSource time;
    private final Counters counters;

    Scatter(Stores<C> stores, TimeSource time, Counters counters) {
        this.stores = stores;
        this.time = time;
        this.counters = counters;
    }

    <T extends @Nullable Object, E extends Exception> ScatterResult<T> scatter(ScatterWork<? super C, T, E> work)
            throws E {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            try (Snapshots<C> snapshots = new Snapshots<>(stores.all(), SNAPSHOT)) {
                if (snapshots.take()) {
                    ScatterResult<T> result = ask(snapshots, work);
                    counters.scatters.increment();
                    return result;
                }
            }
            counters.repeats.increment();
            pause(attempt);
        }
        throw unsettled("units changed their home during each of " + MOST_ATTEMPTS + " attempts");
    }

    private <T extends @Nullable Object, E extends Exception> ScatterResult<T> ask(
            Snapshots<C> snapshots, ScatterWork<? super C, T, E> work) throws E {
        Map<StoreName, T> answers = new LinkedHashMap<>();
        for (ApplicationStore<C> store : stores.all()) {
            Session<C> session = snapshots.of(store);
            answers.put(store.name(), work.run(session.connection(), new StoreHome(store)));
            session.commit();
            snapshots.end(store);
        }
        return new ScatterResult<>(answers);
    }

    private void pause(int attempt) {
        try {
            time.sleep(PAUSE.multipliedBy(Math.min(attempt, LONGEST_PAUSE_FACTOR)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unsettled("interrupted while units changed their home");
        }
    }

    private static GodwitException unsettled(String message) {
        return new GodwitException(ErrorCode.SCATTER_UNSETTLED, message);
    }

    private record StoreHome(ApplicationStore<?> answering) implements Home {
        @Override
        public StoreName store() {
            return answering.name();
        }

        @Override
        public String table(String entity) {
            return answering.homeTable(new EntityName(entity));
        }
    }
}
