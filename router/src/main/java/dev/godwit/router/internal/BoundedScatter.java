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
import dev.godwit.router.ScatterOptions;
import dev.godwit.router.ScatterResult;
import dev.godwit.router.ScatterResult.Answer;
import dev.godwit.router.ScatterWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks all stores at the same time and until a deadline; as {@link Scatter} else. Thread-safe. */
final class BoundedScatter<C> {
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** From then on the units that don't settle are asked singly. */
    private static final int WHOLE_ATTEMPTS = 5;

    private static final int MOST_APART = 200;

    private final Stores<C> stores;
    private final ReadRoute<C> reads;
    private final UnfencedHomes<C> unfencedHomes;
    private final Abreast abreast;
    private final TimeSource time;
    private final Counters counters;

    BoundedScatter(
            Stores<C> stores,
            ReadRoute<C> reads,
            UnfencedHomes<C> unfencedHomes,
            Abreast abreast,
            TimeSource time,
            Counters counters) {
        this.stores = stores;
        this.reads = reads;
        this.unfencedHomes = unfencedHomes;
        this.abreast = abreast;
        this.time = time;
        this.counters = counters;
    }

    <T extends @Nullable Object> ScatterResult<T> scatter(ScatterOptions options, ScatterWork<? super C, T, ?> work) {
        StoresAbreast<C> asked = new StoresAbreast<>(abreast, time, options);
        for (int attempt = 1; asked.remaining().isPositive(); attempt++) {
            Optional<List<Answer<T>>> answers = attempt(asked, attempt > WHOLE_ATTEMPTS, work);
            if (answers.isPresent()) {
                counters.scatters.increment();
                return new ScatterResult<>(answers.get(), asked.missing());
            }
            counters.repeats.increment();
            pause();
        }
        throw new GodwitException(
                ErrorCode.SCATTER_UNSETTLED, "units changed their home until the deadline of " + options.deadline());
    }

    private <T extends @Nullable Object> Optional<List<Answer<T>>> attempt(
            StoresAbreast<C> asked, boolean someSingly, ScatterWork<? super C, T, ?> work) {
        List<ApplicationStore<C>> present = asked.present(stores.all());
        TransactionOptions options = snapshot(asked);
        List<Answer<T>> answers = new ArrayList<>();
        try (Snapshots<C> snapshots = new Snapshots<>(present, options, unfencedHomes)) {
            switch (snapshots.take(asked)) {
                case Snapshots.Fit.Together(Set<StoreName> fenced, Set<UnitId> apart) -> {
                    if (!apart.isEmpty() && (!someSingly || apart.size() > MOST_APART)) {
                        return Optional.empty();
                    }
                    List<ApplicationStore<C>> homes = asked.present(present).stream()
                            .filter(store -> fenced.contains(store.name()))
                            .toList();
                    answers.addAll(ask(asked, snapshots, homes, apart, work));
                    snapshots.close();
                    answers.addAll(askSingly(asked, apart, work));
                }
                case Snapshots.Fit.AllIn(StoreName name, boolean fenced) -> {
                    ApplicationStore<C> store = stores.get(name);
                    Home home = new StoreHome(store, fenced ? store::homeTable : store::table);
                    answers.addAll(answers(snapshots.inEach(
                            asked, List.of(store), asked.remaining(), one -> run(snapshots, one, home, work))));
                }
                case Snapshots.Fit.None() -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(answers);
    }

    private <T extends @Nullable Object> List<Answer<T>> ask(
            StoresAbreast<C> asked,
            Snapshots<C> snapshots,
            List<ApplicationStore<C>> homes,
            Set<UnitId> apart,
            ScatterWork<? super C, T, ?> work) {
        return answers(snapshots.inEach(asked, homes, asked.remaining(), store -> {
            if (apart.isEmpty()) {
                return run(snapshots, store, new StoreHome(store, store::homeTable), work);
            }
            snapshots.of(store).choose(apart);
            return run(snapshots, store, new StoreHome(store, store::restTable), work);
        }));
    }

    private static <C, T extends @Nullable Object> T run(
            Snapshots<C> snapshots, ApplicationStore<C> store, Home home, ScatterWork<? super C, T, ?> work)
            throws Exception {
        Session<C> session = snapshots.of(store);
        T answer = work.run(session.connection(), home);
        session.commit();
        snapshots.end(store);
        return answer;
    }

    private static <T extends @Nullable Object> List<Answer<T>> answers(Map<StoreName, T> byStore) {
        List<Answer<T>> answers = new ArrayList<>();
        byStore.forEach((store, value) -> answers.add(new Answer<>(store, value)));
        return answers;
    }

    private <T extends @Nullable Object> List<Answer<T>> askSingly(
            StoresAbreast<C> asked, Set<UnitId> apart, ScatterWork<? super C, T, ?> work) {
        List<Answer<T>> answers = new ArrayList<>();
        TransactionOptions options = snapshot(asked);
        for (UnitId unit : apart) {
            answers.add(asked.once("unit " + unit, name -> read(unit, options, work)));
        }
        return answers;
    }

    private <T extends @Nullable Object> Answer<T> read(
            UnitId unit, TransactionOptions options, ScatterWork<? super C, T, ?> work) throws Exception {
        Outcome<Answer<T>> outcome = reads.read(unit, options, (store, session) -> {
            session.choose(Set.of(unit));
            Home home = new StoreHome(store, store::chosenTable);
            return new Answer<>(store.name(), work.run(session.connection(), home));
        });
        return outcome.<Exception>orThrow();
    }

    /** The database ends what outlives the deadline; 0 would mean its own setting. */
    private static TransactionOptions snapshot(StoresAbreast<?> asked) {
        int millis = Math.toIntExact(Math.max(1, asked.remaining().toMillis()));
        return new TransactionOptions(Isolation.REPEATABLE_READ, true, millis);
    }

    private void pause() {
        try {
            time.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(ErrorCode.SCATTER_UNSETTLED, "interrupted while units changed their home", e);
        }
    }
}
