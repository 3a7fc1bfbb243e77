package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.router.Home;
import dev.godwit.router.ScatterResult;
import dev.godwit.router.ScatterWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks all stores at one moment of the placements: one snapshot in each, taken while no unit changed its home. The work
 * runs when the snapshots are known to fit, so that its length does not matter. When they never fit, it asks for the
 * units that don't settle singly, strictly. Thread-safe.
 */
final class Scatter<C> {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int LONGEST_PAUSE_FACTOR = 10;
    private static final TransactionOptions SNAPSHOT = new TransactionOptions(Isolation.REPEATABLE_READ, true, 0);

    /** From then on the units that don't settle are asked singly. */
    private static final int WHOLE_ATTEMPTS = 5;

    private static final int MOST_APART = 200;

    private final Stores<C> stores;
    private final ReadRoute<C> reads;
    private final UnfencedHomes<C> unfencedHomes;
    private final TimeSource time;
    private final Counters counters;

    Scatter(Stores<C> stores, ReadRoute<C> reads, UnfencedHomes<C> unfencedHomes, TimeSource time, Counters counters) {
        this.stores = stores;
        this.reads = reads;
        this.unfencedHomes = unfencedHomes;
        this.time = time;
        this.counters = counters;
    }

    <T extends @Nullable Object, E extends Exception> ScatterResult<T> scatter(ScatterWork<? super C, T, E> work)
            throws E {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Set<UnitId> apart = Set.of();
            List<ScatterResult.Answer<T>> answers = new ArrayList<>();
            try (Snapshots<C> snapshots = new Snapshots<>(stores.all(), SNAPSHOT, unfencedHomes)) {
                switch (snapshots.take()) {
                    case Snapshots.Fit.Together(Set<StoreName> asked, Set<UnitId> unsettled) -> {
                        if (unsettled.isEmpty() || (attempt > WHOLE_ATTEMPTS && unsettled.size() <= MOST_APART)) {
                            apart = unsettled;
                            askEach(snapshots, asked, apart, work, answers);
                        }
                    }
                    case Snapshots.Fit.AllIn(StoreName store, boolean fenced) ->
                        askOne(snapshots, stores.get(store), fenced, work, answers);
                    case Snapshots.Fit.None() -> {}
                }
            }
            if (!answers.isEmpty()) {
                askSingly(apart, work, answers);
                counters.scatters.increment();
                return new ScatterResult<>(answers, List.of());
            }
            counters.repeats.increment();
            pause(attempt);
        }
        throw unsettled("units changed their home during each of " + MOST_ATTEMPTS + " attempts");
    }

    private <T extends @Nullable Object, E extends Exception> void askEach(
            Snapshots<C> snapshots,
            Set<StoreName> asked,
            Set<UnitId> apart,
            ScatterWork<? super C, T, E> work,
            List<ScatterResult.Answer<T>> answers)
            throws E {
        for (ApplicationStore<C> store : stores.all()) {
            if (!asked.contains(store.name())) {
                continue;
            }
            if (apart.isEmpty()) {
                ask(snapshots, new StoreHome(store, store::homeTable), store, work, answers);
            } else {
                snapshots.of(store).choose(apart);
                ask(snapshots, new StoreHome(store, store::restTable), store, work, answers);
            }
        }
    }

    /** What has nothing installed and is no home may not even have the tables. */
    private <T extends @Nullable Object, E extends Exception> void askOne(
            Snapshots<C> snapshots,
            ApplicationStore<C> store,
            boolean fenced,
            ScatterWork<? super C, T, E> work,
            List<ScatterResult.Answer<T>> answers)
            throws E {
        Home home = fenced ? new StoreHome(store, store::homeTable) : new StoreHome(store, store::table);
        ask(snapshots, home, store, work, answers);
    }

    private <T extends @Nullable Object, E extends Exception> void ask(
            Snapshots<C> snapshots,
            Home home,
            ApplicationStore<C> store,
            ScatterWork<? super C, T, E> work,
            List<ScatterResult.Answer<T>> answers)
            throws E {
        Session<C> session = snapshots.of(store);
        answers.add(new ScatterResult.Answer<>(store.name(), work.run(session.connection(), home)));
        session.commit();
        snapshots.end(store);
    }

    private <T extends @Nullable Object, E extends Exception> void askSingly(
            Set<UnitId> apart, ScatterWork<? super C, T, E> work, List<ScatterResult.Answer<T>> answers) throws E {
        for (UnitId unit : apart) {
            Outcome<ScatterResult.Answer<T>> outcome = reads.read(unit, SNAPSHOT, (store, session) -> {
                session.choose(Set.of(unit));
                Home home = new StoreHome(store, store::chosenTable);
                return new ScatterResult.Answer<>(store.name(), work.run(session.connection(), home));
            });
            answers.add(outcome.<E>orThrow());
        }
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
}
